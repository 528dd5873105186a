package dev.hutch.perf.bench;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.HutchOptions;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.Milliseconds;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command costs in a box that runs on libkrun, where its guests run ({@code perf/run lab}
 * carries it there). No pool: on the lab's one processor its shims would start meanwhile.
 */
final class GuestExecBenchmark {
  /** As many as a new relay and a new client take to be compiled. */
  private static final int WARM_UPS = 500;

  private static final int EXECS = 200;
  private static final int FIRST = 20;

  private final HutchOptions options;

  GuestExecBenchmark(HutchOptions options) {
    this.options = options.engine(EngineChoice.LIBKRUN).shimPool(0);
  }

  void run(PrintStream out) {
    List<Duration> lengths = lengths(out);
    out.println("exec of true on libkrun, the first of its box: " + of(lengths.subList(0, 1)));
    out.println("the next: " + of(lengths.subList(1, 1 + FIRST)));
    out.println("after " + WARM_UPS + ": " + of(lengths.subList(WARM_UPS, WARM_UPS + EXECS)));
  }

  /** A guest in the lab hangs now and then, for the emulator's sake: another one is started. */
  private List<Duration> lengths(PrintStream out) {
    try (Hutch hutch = Hutch.open(options)) {
      for (int attempt = 1; ; attempt++) {
        try (Box box = hutch.start(BoxSpec.base().startTimeout(GuestBenchmark.HANGS))) {
          return lengths(box);
        } catch (HutchException e) {
          if (attempt == GuestBenchmark.ATTEMPTS) {
            throw e;
          }
          out.println("started again: " + e.getMessage());
        }
      }
    }
  }

  private static List<Duration> lengths(Box box) {
    List<Duration> lengths = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + EXECS; i++) {
      long begun = System.nanoTime();
      box.run("true").orThrow();
      lengths.add(Duration.ofNanos(System.nanoTime() - begun));
    }
    return lengths;
  }

  private static String of(List<Duration> lengths) {
    Distribution of = Distribution.of(lengths);
    return of + ", p90 " + Milliseconds.text(of.percentile(90)) + " ms";
  }
}
