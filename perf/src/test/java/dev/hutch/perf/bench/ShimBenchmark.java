package dev.hutch.perf.bench;

import dev.hutch.HutchOptions;
import dev.hutch.jailer.bwrap.SharedLibraries;
import dev.hutch.launch.Installation;
import dev.hutch.launch.Preparation;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.Milliseconds;
import dev.hutch.perf.table.TextTable;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.spec.EngineKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What a shim costs from its spawn until all is said to libkrun, beside C doing the same. */
final class ShimBenchmark {
  private static final int WARM_UPS = 2;
  private static final int RUNS = Integer.getInteger("hutch.shim.runs", 15);
  private static final double KIB_PER_MB = 1000 / 1.024;

  private final HutchOptions options;
  private final Path root;

  ShimBenchmark(HutchOptions options, Path root) {
    this.options = options;
    this.root = root;
  }

  void run(PrintStream out) throws IOException, InterruptedException {
    Installation installation =
        Preparation.of(BoxHost.open(options.home()), options, EngineKind.LIBKRUN);
    try (Scratch scratch = Scratch.create();
        ShimMachine machine = new ShimMachine(installation, scratch.path())) {
      ShimSubject shim =
          new ShimSubject(
              "shim",
              installation.shimCommand(),
              installation.visible(),
              machine::shimConfiguration,
              machine.shimDescriptors());
      ShimSubject twin = twin(installation, machine, scratch.path());
      Map<String, List<ShimSample>> samples = new LinkedHashMap<>();
      List<Duration> answers = new ArrayList<>();
      for (int i = -WARM_UPS; i < RUNS; i++) {
        Map<String, ShimSample> round = new LinkedHashMap<>();
        round.put("shim, jailed", cold(ShimRun.jailed(shim, installation.host().supervisor())));
        round.put("C, jailed", cold(ShimRun.jailed(twin, installation.host().supervisor())));
        round.put("shim, bare", cold(ShimRun.bare(shim)));
        round.put("C, bare", cold(ShimRun.bare(twin)));
        Duration answer = warm(ShimRun.jailed(shim, installation.host().supervisor()), round);
        if (i >= 0) {
          round.forEach((n, s) -> samples.computeIfAbsent(n, k -> new ArrayList<>()).add(s));
          answers.add(answer);
        }
      }
      print(out, samples, Distribution.of(answers));
    } finally {
      installation.host().supervisor().close();
    }
  }

  private ShimSubject twin(Installation installation, ShimMachine machine, Path directory)
      throws IOException, InterruptedException {
    Path program = Twin.compile(root, directory);
    Path libkrun = Objects.requireNonNull(installation.engineFiles().libkrun());
    List<Path> visible = new ArrayList<>(List.of(program, libkrun));
    visible.addAll(new SharedLibraries().of(program, List.of(libkrun)));
    return new ShimSubject(
        "C",
        List.of(program.toString(), "control", libkrun.toString()),
        visible,
        id -> machine.twinConfiguration(),
        machine.twinDescriptors());
  }

  /** The configuration waits for the process. */
  private static ShimSample cold(ShimRun run) throws IOException {
    try (run) {
      run.configure();
      return run.sample(run.await(Phases.PREPARED));
    }
  }

  /** The process waits for the configuration, as one in the pool; returns how long it then took. */
  private static Duration warm(ShimRun run, Map<String, ShimSample> round) throws IOException {
    try (run) {
      long linked = run.await(Phases.LINKED);
      run.awaitWarm();
      round.put("shim, jailed: waiting in the pool", run.sample(linked));
      long sent = System.nanoTime();
      run.configure();
      long prepared = run.await(Phases.PREPARED);
      round.put("shim, jailed: then configured", run.sample(linked));
      return Duration.ofNanos(prepared - sent);
    }
  }

  private static void print(
      PrintStream out, Map<String, List<ShimSample>> samples, Distribution answers) {
    out.println(
        "shim: spawn until all is said to libkrun; medians of "
            + RUNS
            + ", alternating (min..max)");
    out.println("goal: 60 CPU ms and 35 MB RSS");
    TextTable table =
        new TextTable("", "CPU ms", "of C", "with jail", "wall ms", "RSS MB", "private MB");
    for (Map.Entry<String, List<ShimSample>> entry : samples.entrySet()) {
      List<ShimSample> own = entry.getValue();
      Distribution cpu = of(own, ShimSample::cpu);
      Distribution twin =
          of(
              Objects.requireNonNull(
                  samples.get(entry.getKey().contains("bare") ? "C, bare" : "C, jailed")),
              ShimSample::cpu);
      table.row(
          entry.getKey(),
          spread(cpu),
          "%.0fx".formatted((double) cpu.median().toNanos() / twin.median().toNanos()),
          Milliseconds.text(of(own, ShimSample::tree).median()),
          spread(of(own, ShimSample::wall)),
          megabytes(own, ShimSample::rssKib),
          megabytes(own, ShimSample::privateKib));
    }
    out.print(table);
    out.println("a shim from the pool: configuration sent until all is said: " + answers);
  }

  private static Distribution of(List<ShimSample> samples, Function<ShimSample, Duration> part) {
    return Distribution.of(samples.stream().map(part).toList());
  }

  private static String spread(Distribution of) {
    return "%s (%s..%s)"
        .formatted(
            Milliseconds.text(of.median()),
            Milliseconds.text(of.min()),
            Milliseconds.text(of.max()));
  }

  private static String megabytes(List<ShimSample> samples, ToLongFunction<ShimSample> part) {
    long[] sorted = samples.stream().mapToLong(part).sorted().toArray();
    return "%.1f".formatted(sorted[sorted.length / 2] / KIB_PER_MB);
  }
}
