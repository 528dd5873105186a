package dev.hutch.perf.bench;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.BoxSpec;
import dev.hutch.Command;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.Milliseconds;
import dev.hutch.perf.table.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast bytes go into and out of a box; on the emulated engine mostly QEMU's own speed. */
final class StreamBenchmark {
  private static final int MIB = 1 << 20;
  private static final int AMOUNT_MIB = 64;
  private static final int RUNS = 5;

  private final HutchOptions options;

  StreamBenchmark(HutchOptions options) {
    this.options = options.engine(EngineChoice.EMULATED);
  }

  /** One transfer. */
  interface Transfer {
    void run() throws IOException, InterruptedException;
  }

  void run(PrintStream out) throws IOException, InterruptedException {
    out.println("streams: " + AMOUNT_MIB + " MiB, emulated engine, " + RUNS + " runs each");
    TextTable table = new TextTable("", "median ms", "MiB/s", "best MiB/s");
    try (Hutch hutch = Hutch.open(options);
        Box box = hutch.start(BoxSpec.base())) {
      row(table, "out: dd if=/dev/zero to our reader", () -> read(box));
      row(table, "in: our writer to dd of=/dev/null", () -> write(box));
    }
    out.print(table);
  }

  private static void row(TextTable table, String name, Transfer transfer)
      throws IOException, InterruptedException {
    List<Duration> lengths = new ArrayList<>();
    transfer.run();
    for (int i = 0; i < RUNS; i++) {
      lengths.add(timed(transfer));
    }
    Distribution of = Distribution.of(lengths);
    table.row(name, Milliseconds.text(of.median()), speed(of.median()), speed(of.min()));
  }

  static Duration timed(Transfer transfer) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    transfer.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Lets 64 MiB come out of the box. */
  static void read(Box box) throws IOException, InterruptedException {
    Command dd = Command.of("dd", "if=/dev/zero", "bs=64k", "count=" + AMOUNT_MIB * 16);
    try (BoxProcess process = box.exec(dd);
        InputStream stdout = process.getInputStream()) {
      process.getOutputStream().close();
      long bytes = stdout.transferTo(OutputStream.nullOutputStream());
      check(process, bytes);
    }
  }

  /** Lets 64 MiB go into the box. */
  static void write(Box box) throws IOException, InterruptedException {
    byte[] chunk = new byte[MIB / 16];
    try (BoxProcess process = box.exec(Command.of("dd", "of=/dev/null", "bs=64k"))) {
      long bytes = 0;
      try (OutputStream stdin = process.getOutputStream()) {
        for (int i = 0; i < AMOUNT_MIB * 16; i++) {
          stdin.write(chunk);
          bytes += chunk.length;
        }
      }
      check(process, bytes);
    }
  }

  private static void check(BoxProcess process, long bytes)
      throws IOException, InterruptedException {
    if (process.waitFor() != 0 || bytes != (long) AMOUNT_MIB * MIB) {
      throw new IOException("the transfer failed after " + bytes + " bytes");
    }
  }

  private static String speed(Duration length) {
    return String.format(Locale.ROOT, "%.0f", AMOUNT_MIB * 1e9 / length.toNanos());
  }
}
