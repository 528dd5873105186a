package dev.hutch.perf.bench;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.Milliseconds;
import dev.hutch.perf.table.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How long it takes to copy files into a box and out of it, on the emulated engine. */
final class CopyBenchmark {
  private static final int FILES = 1_000;
  private static final int SMALL = 1024;
  private static final int LARGE_MIB = 64;
  private static final int RUNS = 9;

  private final HutchOptions options;

  CopyBenchmark(HutchOptions options) {
    this.options = options.engine(EngineChoice.EMULATED);
  }

  /** One copy; the number makes its target another each time. */
  private interface Copy {
    void run(Box box, int number) throws IOException;
  }

  void run(PrintStream out) throws IOException {
    Path scratch = Files.createTempDirectory("hutch-copy");
    try (Hutch hutch = Hutch.open(options);
        Box box = hutch.start(BoxSpec.base())) {
      out.println(
          "copy: "
              + FILES
              + " files of "
              + SMALL
              + " bytes, and one of "
              + LARGE_MIB
              + " MiB; emulated engine, "
              + RUNS
              + " runs each; the first in this JVM apart");
      TextTable table = new TextTable("", "first ms", "min", "median", "max", "MiB/s");
      Path small = makeSmall(scratch);
      Path large = Files.write(scratch.resolve("large"), new byte[LARGE_MIB << 20]);
      row(table, "small files in", 0, box, (to, n) -> to.copyIn(small, "/small" + n));
      row(
          table,
          "small files out",
          0,
          box,
          (to, n) -> to.copyOut("/small1", scratch.resolve("small" + n)));
      row(table, "large file in", LARGE_MIB, box, (to, n) -> to.copyIn(large, "/large"));
      row(
          table,
          "large file out",
          LARGE_MIB,
          box,
          (to, n) -> to.copyOut("/large", scratch.resolve("back")));
      out.print(table);
    } finally {
      delete(scratch);
    }
  }

  private static void row(TextTable table, String name, int mib, Box box, Copy copy)
      throws IOException {
    List<Duration> lengths = new ArrayList<>();
    for (int i = 0; i <= RUNS; i++) {
      long begun = System.nanoTime();
      copy.run(box, i);
      lengths.add(Duration.ofNanos(System.nanoTime() - begun));
    }
    Duration first = lengths.removeFirst();
    Distribution of = Distribution.of(lengths);
    table.row(
        name,
        Milliseconds.text(first),
        Milliseconds.text(of.min()),
        Milliseconds.text(of.median()),
        Milliseconds.text(of.max()),
        mib == 0 ? "" : String.format(Locale.ROOT, "%.0f", mib * 1e9 / of.median().toNanos()));
  }

  private static Path makeSmall(Path scratch) throws IOException {
    Path directory = Files.createDirectory(scratch.resolve("small"));
    for (int i = 0; i < FILES; i++) {
      Files.write(directory.resolve("file" + i), new byte[SMALL]);
    }
    return directory;
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
