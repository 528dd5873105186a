package dev.hutch.perf.bench;

import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.Milliseconds;
import dev.hutch.perf.table.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command line's wall time, from the spawn of {@code ./hutch} to its end. */
final class CommandBenchmark {
  private static final int RUNS = Integer.getInteger("hutch.commands.runs", 11);

  private final Path hutch;
  private final Path home;

  CommandBenchmark(Path root, Path home) {
    this.hutch = root.resolve("hutch");
    this.home = home;
  }

  void run(PrintStream out) throws IOException, InterruptedException {
    out.println("commands: wall milliseconds of " + RUNS + " runs each");
    TextTable table = new TextTable("", "min", "median", "max", "goal");
    row(table, "", "--version");
    row(table, "1000", "doctor");
    row(table, "1000", "doctor", "--json");
    row(table, "", "run", "--engine", "emulated", "--", "true");
    out.print(table);
  }

  private void row(TextTable table, String goal, String... arguments)
      throws IOException, InterruptedException {
    List<Duration> lengths = new ArrayList<>();
    time(arguments);
    for (int i = 0; i < RUNS; i++) {
      lengths.add(time(arguments));
    }
    Distribution of = Distribution.of(lengths);
    table.row(
        "./hutch " + String.join(" ", arguments),
        Milliseconds.text(of.min()),
        Milliseconds.text(of.median()),
        Milliseconds.text(of.max()),
        goal);
  }

  private Duration time(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(hutch.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("HUTCH_HOME", home.toString());
    long begun = System.nanoTime();
    builder.start().waitFor();
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
