package dev.hutch.perf.bench;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.HutchOptions;
import dev.hutch.launch.Installation;
import dev.hutch.launch.KernelArguments;
import dev.hutch.launch.Preparation;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.perf.BootProfile;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.Milliseconds;
import dev.hutch.vmm.spec.EngineKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * A box's start on libkrun where its guests run, which is in the lab ({@code perf/run lab} carries
 * it there), beside a C program that boots the same kernel and disks.
 */
final class GuestBenchmark {
  private static final int STARTS = Integer.getInteger("hutch.guest.starts", 3);

  static final int ATTEMPTS = 4;
  static final Duration HANGS = Duration.ofSeconds(8);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final long DISK_BYTES = 1L << 30;

  private final HutchOptions options;
  private final Path twin;

  /** With the compiled twin. */
  GuestBenchmark(HutchOptions options, Path twin) {
    this.options = options.engine(EngineChoice.LIBKRUN).shimPool(1);
    this.twin = twin;
  }

  void run(PrintStream out) throws IOException, InterruptedException {
    Distribution bare = twin(out);
    out.println("C, process start to the agent's first byte and exit: " + bare);
    out.flush();
    List<BootProfile.Start> starts = new ArrayList<>();
    List<Duration> stops = new ArrayList<>();
    try (Hutch hutch = Hutch.open(options)) {
      for (int i = -1; i < STARTS; i++) {
        rest();
        BootProfile.Start start = start(hutch, out, stops);
        out.printf(
            "Hutch, %s: call to first result %s ms%n",
            i < 0 ? "warm-up" : "start " + (i + 1), Milliseconds.text(start.firstResult()));
        out.flush();
        if (i >= 0) {
          starts.add(start);
        }
      }
    }
    BootProfile profile = new BootProfile(starts);
    out.printf(
        "Hutch, call to first exec's result: %s; of C: %.2fx%n",
        profile.firstResult(),
        (double) profile.firstResult().median().toNanos() / bare.median().toNanos());
    out.print(profile.table());
    out.println("stop: " + Distribution.of(stops));
  }

  /** A guest in the lab hangs now and then, for the emulator's sake: it is started again. */
  private static BootProfile.Start start(Hutch hutch, PrintStream out, List<Duration> stops) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(hutch, stops);
      } catch (HutchException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        out.println("started again: " + e.getMessage());
        rest();
      }
    }
  }

  private static BootProfile.Start start(Hutch hutch, List<Duration> stops) {
    long called = System.nanoTime();
    Box box = hutch.start(BoxSpec.base().startTimeout(HANGS));
    Duration first;
    long closing;
    try (box) {
      box.run("true").orThrow();
      first = since(called);
      long begun = System.nanoTime();
      box.stop();
      stops.add(since(begun));
      closing = System.nanoTime();
    }
    return new BootProfile.Start(box.timeline(), first, since(closing));
  }

  /** Until the pool is full again: a JVM takes a second or two to start in the lab. */
  private static void rest() {
    LockSupport.parkNanos(REST.toNanos());
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** As {@link #start(Hutch, PrintStream, List)}: one that hangs is started again. */
  private static Duration twin(List<String> command, PrintStream out)
      throws IOException, InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      long begun = System.nanoTime();
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor(HANGS)) {
        if (process.exitValue() != 0) {
          throw new IOException("the C program ended with " + process.exitValue());
        }
        return since(begun);
      }
      process.destroyForcibly().waitFor();
      out.println("started again: the C program's guest hung for " + HANGS);
    }
    throw new IOException("the C program's guest hung " + ATTEMPTS + " times");
  }

  private Distribution twin(PrintStream out) throws IOException, InterruptedException {
    Installation installation =
        Preparation.of(BoxHost.open(options.home()), options, EngineKind.LIBKRUN);
    try (Scratch scratch = Scratch.create()) {
      Path disk = scratch.path().resolve("disk");
      installation.boxDisk().create(disk, DISK_BYTES);
      List<String> command =
          List.of(
              twin.toString(),
              "boot",
              Objects.requireNonNull(installation.engineFiles().libkrun()).toString(),
              installation.kernel().toString(),
              installation.agentDisk().toString(),
              installation.baseImage().toString(),
              disk.toString(),
              KernelArguments.of(EngineKind.LIBKRUN, 1));
      List<Duration> lengths = new ArrayList<>();
      for (int i = -1; i < STARTS; i++) {
        Duration length = twin(command, out);
        if (i >= 0) {
          lengths.add(length);
        }
      }
      return Distribution.of(lengths);
    } finally {
      installation.host().supervisor().close();
    }
  }
}
