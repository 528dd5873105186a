package dev.hutch.it.soak;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.perf.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Boxes are started, used, stopped and removed, again and again, by one service. */
final class Cycles {
  private final int count;
  private final List<Duration> starts = new ArrayList<>();
  private final List<Duration> stops = new ArrayList<>();
  private final List<Duration> removals = new ArrayList<>();
  private final List<Duration> forced = new ArrayList<>();

  Cycles(int count) {
    this.count = count;
  }

  String run() {
    try (Hutch hutch = Boxes.open(1)) {
      for (int i = 0; i < count; i++) {
        cycle(hutch, i % 2 == 0, i % 4 < 2);
        if (i % 100 == 99) {
          System.err.println((i + 1) + " cycles");
        }
      }
    }
    return count
        + " cycles of start, exec and removal\n"
        + row("start, call to hello", starts)
        + row("stop, call to proof", stops)
        + row("removal of a stopped box", removals)
        + row("forced removal of a running box", forced);
  }

  private void cycle(Hutch hutch, boolean stop, boolean detached) {
    long begun = System.nanoTime();
    Box box = hutch.start(detached ? Boxes.detached() : Boxes.small());
    starts.add(since(begun));
    box.run("true").orThrow();
    if (stop) {
      long asked = System.nanoTime();
      box.stop();
      stops.add(since(asked));
    }
    long last = System.nanoTime();
    box.remove(!stop);
    (stop ? removals : forced).add(since(last));
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static String row(String what, List<Duration> lengths) {
    if (lengths.isEmpty()) {
      return "";
    }
    Distribution of = Distribution.of(lengths);
    return String.format(
        Locale.ROOT,
        "  %-32s p50 %6.1f ms, p99 %6.1f ms, n=%d%n",
        what,
        of.median().toNanos() / 1e6,
        of.percentile(99).toNanos() / 1e6,
        lengths.size());
  }
}
