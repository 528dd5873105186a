package dev.hutch.perf.bench;

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

/**
 * The command line's wall and CPU time, from the spawn of {@code ./hutch} to its end, beside that
 * of a JVM of the same kind that does nothing. They take turns, so that a load is everybody's.
 */
final class CommandBenchmark {
  private static final int RUNS = Integer.getInteger("hutch.commands.runs", 11);

  /** Field 16 and 17 of proc_pid_stat(5) are in ticks of 10 ms on x86-64. */
  private static final long TICK_NANOS = 10_000_000;

  private final Path home;
  private final List<Row> rows = new ArrayList<>();

  /** What is run, how long it took each time, and its CPU time in all. */
  private static final class Row {
    private final String name;
    private final String goal;
    private final List<String> command;
    private final List<Duration> wall = new ArrayList<>();
    private long cpuNanos;

    Row(String name, String goal, List<String> command) {
      this.name = name;
      this.goal = goal;
      this.command = command;
    }
  }

  CommandBenchmark(Path root, Path home) {
    this.home = home;
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    rows.add(
        new Row(
            "a JVM that does nothing",
            "",
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx256m",
                "-cp",
                root.resolve("perf/target/test-classes").toString(),
                Nothing.class.getName())));
    add(root, "300", "version");
    add(root, "300", "--help");
    add(root, "300", "ps", "-a");
    add(root, "300", "info");
    add(root, "1000", "doctor");
    add(root, "", "run", "--engine", "emulated", "--", "true");
  }

  private void add(Path root, String goal, String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("hutch").toString()));
    command.addAll(List.of(arguments));
    rows.add(new Row("./hutch " + String.join(" ", arguments), goal, command));
  }

  void run(PrintStream out) throws IOException, InterruptedException {
    for (int i = -1; i < RUNS; i++) {
      for (Row row : rows) {
        long cpu = childrensCpu();
        Duration wall = time(row.command);
        if (i >= 0) { // the first warms the caches
          row.wall.add(wall);
          row.cpuNanos += childrensCpu() - cpu;
        }
      }
    }
    out.println("commands: milliseconds of " + RUNS + " runs each, by turns");
    TextTable table = new TextTable("", "min", "median", "max", "CPU mean", "goal");
    for (Row row : rows) {
      Distribution of = Distribution.of(row.wall);
      table.row(
          row.name,
          Milliseconds.text(of.min()),
          Milliseconds.text(of.median()),
          Milliseconds.text(of.max()),
          Milliseconds.text(Duration.ofNanos(row.cpuNanos / RUNS)),
          row.goal);
    }
    out.print(table);
  }

  /** CPU time of this process's ended children and theirs, ns. */
  private static long childrensCpu() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * TICK_NANOS;
  }

  private Duration time(List<String> command) throws IOException, InterruptedException {
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
