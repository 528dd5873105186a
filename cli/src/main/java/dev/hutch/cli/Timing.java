package dev.hutch.cli;

import dev.hutch.StartTimeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the milliseconds of one run went. */
final class Timing {
  private final long begin;
  private final long jvm;
  private long opened;
  private long started;
  private long executed;
  private long exited;
  private long removed;
  private @Nullable StartTimeline timeline;

  Timing(long begin) {
    this.begin = begin;
    this.jvm = sinceProcessStart() - (System.nanoTime() - begin);
  }

  /** Field 22 of proc_pid_stat(5) are ticks of 10 ms of the clock of proc_uptime(5). */
  private static long sinceProcessStart() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      String uptime = Files.readString(Path.of("/proc/uptime"));
      double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
      return Math.round(seconds * 1e9) - Long.parseLong(fields[19]) * 10_000_000;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  void opened() {
    opened = System.nanoTime();
  }

  void started(StartTimeline of) {
    started = System.nanoTime();
    timeline = of;
  }

  void executed() {
    executed = System.nanoTime();
  }

  void exited() {
    exited = System.nanoTime();
  }

  void removed() {
    removed = System.nanoTime();
  }

  void print(PrintStream to) {
    StartTimeline start = timeline;
    if (start == null) {
      return; // it did not get that far
    }
    to.println();
    to.println("  begin ms  length ms  what");
    row(to, -1, jvm, "jvm     start of this command (to 10 ms)");
    row(to, 0, opened - begin, "host    open the runtime");
    long base = opened - begin;
    for (StartTimeline.Phase phase : start.phases()) {
      boolean guest = phase.side() == StartTimeline.Side.GUEST;
      row(
          to,
          base + phase.begin().toNanos(),
          phase.length().toNanos(),
          (guest ? "  guest " : "host    ") + phase.name());
    }
    if (removed != 0) {
      row(to, started - begin, executed - started, "host    command running");
      row(to, executed - begin, exited - executed, "host    command's output and exit");
      row(to, exited - begin, removed - exited, "host    box torn down, proven, removed");
    }
    row(to, 0, Math.max(started, removed) - begin, "total");
  }

  private static void row(PrintStream to, long begin, long length, String what) {
    to.printf(
        "%10s %10.1f  %s%n", begin < 0 ? "" : "%.1f".formatted(begin / 1e6), length / 1e6, what);
  }
}
