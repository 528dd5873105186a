package dev.hutch.perf.bench;

import dev.hutch.Box;
import dev.hutch.launch.Installation;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Streams of a box's command beside a C program at the same kind of port, in turn: the host's load
 * changes, and shall hit all. The CPU time of the machine, QEMU's, depends less on that load than
 * the speed.
 */
final class ChannelBenchmark {
  private static final long MIB = 1 << 20;
  private static final int AMOUNT_MIB = 64;
  private static final long AMOUNT = AMOUNT_MIB * MIB;
  private static final String GOAL = "0.80";

  private enum Way {
    OUT,
    OUT_BARE,
    OUT_PIPED,
    IN,
    IN_BARE,
    IN_PIPED,
    PIPE_ALONE
  }

  /** One transfer, and the CPU time of its machine. */
  private record Sample(Duration wall, Duration cpu) {}

  private final Box box;
  private final BareChannel bare;
  private final int machine;
  private final int shim;
  private final Map<Way, List<Sample>> samples = new EnumMap<>(Way.class);
  private Duration relay = Duration.ZERO;

  private ChannelBenchmark(Box box, BareChannel bare) {
    this.box = box;
    this.bare = bare;
    ProcessHandle qemu = machineBeside(bare.machine());
    this.machine = (int) qemu.pid();
    this.shim = (int) qemu.parent().orElseThrow().pid();
  }

  static void run(PrintStream out, Box box, Installation installation, Path root, int transfers)
      throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.create();
        BareChannel bare = BareChannel.boot(installation, root, scratch.path())) {
      ChannelBenchmark of = new ChannelBenchmark(box, bare);
      of.transfer();
      of.samples.clear();
      of.relay = Duration.ZERO;
      for (int i = 0; i < transfers; i++) {
        of.transfer();
      }
      of.print(out, transfers);
    }
  }

  private static ProcessHandle machineBeside(ProcessHandle other) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> !process.equals(other))
        .filter(process -> process.info().command().orElse("").contains("qemu-system"))
        .findFirst()
        .orElseThrow();
  }

  private void transfer() throws IOException, InterruptedException {
    int other = (int) bare.machine().pid();
    sample(Way.OUT_BARE, other, () -> bare.read(AMOUNT));
    sample(Way.OUT, machine, () -> StreamBenchmark.read(box));
    sample(Way.IN_BARE, other, () -> bare.write(AMOUNT));
    sample(Way.IN, machine, () -> StreamBenchmark.write(box));
    sample(Way.OUT_PIPED, other, () -> bare.readThroughPipe(AMOUNT));
    sample(Way.IN_PIPED, other, () -> bare.writeThroughPipe(AMOUNT));
    sample(Way.PIPE_ALONE, other, () -> bare.pipeAlone(AMOUNT));
  }

  private void sample(Way way, int pid, StreamBenchmark.Transfer transfer)
      throws IOException, InterruptedException {
    Duration relayed = ProcessUse.cpu(shim);
    Duration used = ProcessUse.cpu(pid);
    Duration wall = StreamBenchmark.timed(transfer);
    Duration cpu = ProcessUse.cpu(pid).minus(used);
    relay = relay.plus(ProcessUse.cpu(shim).minus(relayed));
    samples.computeIfAbsent(way, key -> new ArrayList<>()).add(new Sample(wall, cpu));
  }

  private void print(PrintStream out, int transfers) {
    out.println(
        "streams: "
            + AMOUNT_MIB
            + " MiB, medians of "
            + transfers
            + ", alternating; CPU is QEMU's");
    TextTable table =
        new TextTable(
            "", "MiB/s", "in C", "ratio", "goal", "CPU ms/MiB", "in C", "ratio of MiB per CPU s");
    row(table, "out of the box; C at the port", Way.OUT, Way.OUT_BARE, GOAL);
    row(table, "the same; C with a pipe to another process", Way.OUT, Way.OUT_PIPED, "");
    row(table, "into the box; C at the port", Way.IN, Way.IN_BARE, GOAL);
    row(table, "the same; C with a pipe to another process", Way.IN, Way.IN_PIPED, "");
    row(table, "a pipe, no port (C); C at the port", Way.PIPE_ALONE, Way.OUT_BARE, "");
    out.print(table);
    out.println(
        String.format(
            Locale.ROOT,
            "CPU of the shim for a MiB out or in: %.2f ms",
            relay.toNanos() / 1e6 / (2.0 * transfers * AMOUNT_MIB)));
  }

  private void row(TextTable table, String name, Way ours, Way inC, String goal) {
    double wall = median(ours, true);
    double bareWall = median(inC, true);
    double cpu = median(ours, false);
    double bareCpu = median(inC, false);
    table.row(
        name,
        text("%.0f", AMOUNT_MIB * 1e3 / wall),
        text("%.0f", AMOUNT_MIB * 1e3 / bareWall),
        text("%.2f", bareWall / wall),
        goal,
        text("%.2f", cpu / AMOUNT_MIB),
        text("%.2f", bareCpu / AMOUNT_MIB),
        text("%.2f", bareCpu / cpu));
  }

  /** In milliseconds. */
  private double median(Way way, boolean wall) {
    List<Duration> lengths =
        samples.getOrDefault(way, List.of()).stream()
            .map(sample -> wall ? sample.wall() : sample.cpu())
            .toList();
    return Distribution.of(lengths).median().toNanos() / 1e6;
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
