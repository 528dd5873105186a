package dev.hutch.perf.bench;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import dev.hutch.launch.Installation;
import dev.hutch.launch.Preparation;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.perf.BootProfile;
import dev.hutch.perf.BootProfiler;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.Milliseconds;
import dev.hutch.perf.table.TextTable;
import dev.hutch.vmm.spec.EngineKind;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A box's life on the emulated engine: start, commands, end; and QEMU alone beside it. */
final class EmulatedBenchmark {
  private static final int STARTS = Integer.getInteger("hutch.emulated.starts", 15);
  private static final int WARM_UPS = 2;
  private static final int EXECS = 1000;
  private static final int EXEC_WARM_UPS = 200;
  private static final int STOPS = 5;

  private final HutchOptions options;

  EmulatedBenchmark(HutchOptions options) {
    this.options = options.engine(EngineChoice.EMULATED);
  }

  void run(PrintStream out) throws IOException, InterruptedException {
    List<Duration> alone = new ArrayList<>();
    List<BootProfile.Start> cold = new ArrayList<>();
    List<BootProfile.Start> pooled = new ArrayList<>();
    alternate(alone, cold, pooled);
    print(out, Distribution.of(alone), new BootProfile(cold), new BootProfile(pooled));
  }

  /** One of each in turn: the host's load changes, and shall hit all of them. */
  private void alternate(
      List<Duration> alone, List<BootProfile.Start> cold, List<BootProfile.Start> pooled)
      throws IOException, InterruptedException {
    Installation installation =
        Preparation.of(BoxHost.open(options.home()), options, EngineKind.EMULATED);
    BootProfiler profiler = new BootProfiler(options, BoxSpec.base()).warmUps(0);
    try (Scratch scratch = Scratch.create();
        Hutch poolless = Hutch.open(options.shimPool(0));
        Hutch pooling = Hutch.open(options.shimPool(1))) {
      BareQemu qemu = new BareQemu(installation, scratch.path());
      for (int i = -WARM_UPS; i < STARTS; i++) {
        Duration boot = qemu.boot();
        BootProfile without = profiler.run(poolless, 1);
        BootProfile with = profiler.run(pooling, 1);
        if (i >= 0) {
          alone.add(boot);
          cold.addAll(without.starts());
          pooled.addAll(with.starts());
        }
      }
    } finally {
      installation.host().supervisor().close();
    }
  }

  private void print(PrintStream out, Distribution bare, BootProfile cold, BootProfile pooled) {
    out.println(
        "emulated: milliseconds in an open runtime, " + STARTS + " starts each, alternating");
    TextTable table = new TextTable("", "of QEMU", "min", "p50", "p99", "max", "goal (p50)");
    row(table, "QEMU alone, spawn to the agent's hello", bare, bare, "");
    row(table, "pool 0: call to hello", cold.ready(), bare, "");
    row(table, "pool 0: call to first exec's result", cold.firstResult(), bare, "2500");
    row(table, "pool 1: call to hello", pooled.ready(), bare, "");
    row(table, "pool 1: call to first exec's result", pooled.firstResult(), bare, "2500");
    try (Hutch hutch = Hutch.open(options);
        Box box = hutch.start(BoxSpec.base())) {
      row(table, "exec of true on a running box", execs(box), null, "10");
      row(table, "stop of an idle box, proven", stops(hutch), null, "");
    }
    row(table, "close of a running box, proven and deleted", pooled.removal(), null, "");
    out.print(table);
    out.println();
    out.println("pool 0: where a start's time goes");
    out.print(cold.table());
    out.println();
    out.println("pool 1: where a start's time goes");
    out.print(pooled.table());
  }

  private static Distribution execs(Box box) {
    List<Duration> lengths = new ArrayList<>();
    for (int i = -EXEC_WARM_UPS; i < EXECS; i++) {
      long begun = System.nanoTime();
      box.run("true").orThrow();
      long ended = System.nanoTime();
      if (i >= 0) {
        lengths.add(Duration.ofNanos(ended - begun));
      }
    }
    return Distribution.of(lengths);
  }

  private static Distribution stops(Hutch hutch) {
    List<Duration> lengths = new ArrayList<>();
    for (int i = 0; i < STOPS; i++) {
      try (Box box = hutch.start(BoxSpec.base())) {
        box.run("true").orThrow();
        long begun = System.nanoTime();
        box.stop();
        lengths.add(Duration.ofNanos(System.nanoTime() - begun));
      }
    }
    return Distribution.of(lengths);
  }

  private static void row(
      TextTable table, String name, Distribution of, @Nullable Distribution base, String goal) {
    table.row(
        name,
        base == null
            ? ""
            : String.format(
                Locale.ROOT,
                "%.2fx",
                (double) of.median().toNanos() / Objects.requireNonNull(base).median().toNanos()),
        Milliseconds.text(of.min()),
        Milliseconds.text(of.median()),
        Milliseconds.text(of.percentile(99)),
        Milliseconds.text(of.max()),
        goal);
  }
}
