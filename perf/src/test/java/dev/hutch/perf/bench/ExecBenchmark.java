package dev.hutch.perf.bench;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.BoxSpec;
import dev.hutch.Command;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import dev.hutch.agent.AgentBinary;
import dev.hutch.home.Home;
import dev.hutch.launch.Installation;
import dev.hutch.launch.Preparation;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.Milliseconds;
import dev.hutch.perf.table.TextTable;
import dev.hutch.vmm.spec.EngineKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a running box costs its user: a command, a byte, a file, and memory on both sides. */
final class ExecBenchmark {
  private static final int EXECS = Integer.getInteger("hutch.exec.runs", 2000);
  private static final int WARM_UPS = 500;
  private static final int IDLE = 200;
  private static final int TRANSFERS = Integer.getInteger("hutch.exec.transfers", 7);
  private static final int FILES = 1000;
  private static final int FILE_BYTES = 1024;
  private static final int COPIES = 5;
  private static final long MIB = 1 << 20;

  private final HutchOptions options;
  private final Path root;

  ExecBenchmark(HutchOptions options, Path root) {
    this.options = options.engine(EngineChoice.EMULATED);
    this.root = root;
  }

  void run(PrintStream out) throws IOException, InterruptedException {
    try (Hutch hutch = Hutch.open(options);
        Box box = hutch.start(BoxSpec.base())) {
      Path socket = Home.open(options.home()).box(box.id()).agentSocket();
      latency(out, box, socket);
      out.println();
      memory(out, box);
      out.println();
      files(out, box);
      out.println();
      streams(out, box);
    }
  }

  private static void latency(PrintStream out, Box box, Path socket)
      throws IOException, InterruptedException {
    out.println("exec: ms of " + EXECS + " runs of true, one after the other, after " + WARM_UPS);
    List<Duration> lengths = new ArrayList<>();
    for (int i = -WARM_UPS; i < EXECS; i++) {
      long begun = System.nanoTime();
      box.run("true").orThrow();
      long ended = System.nanoTime();
      if (i >= 0) {
        lengths.add(Duration.ofNanos(ended - begun));
      }
    }
    Distribution runs = Distribution.of(lengths);
    TextTable table = new TextTable("", "min", "p50", "p90", "p99", "max", "goal");
    row(table, "box.run(\"true\")", runs, "p50 5, p99 4 x p50");
    ExecBreakdown.of(socket, EXECS).addTo(table);
    out.print(table);
    out.println(
        String.format(
            Locale.ROOT,
            "p99 is %.1f x p50",
            (double) runs.percentile(99).toNanos() / runs.median().toNanos()));
  }

  static void row(TextTable table, String name, Distribution of, String goal) {
    table.row(
        name,
        Milliseconds.text(of.min()),
        Milliseconds.text(of.median()),
        Milliseconds.text(of.percentile(90)),
        Milliseconds.text(of.percentile(99)),
        Milliseconds.text(of.max()),
        goal);
  }

  private static void memory(PrintStream out, Box box) {
    TextTable table = new TextTable("memory", "bytes", "goal");
    table.row("agent on disk", Integer.toString(AgentBinary.bytes().length), "122880");
    table.row(
        "agent resident, one box", Long.toString(box.stats().agentBytes()), Long.toString(MIB));
    List<BoxProcess> idle = new ArrayList<>();
    try {
      idle.add(box.exec(Command.of("sleep", "1000")));
      long before = heap();
      for (int i = 0; i < IDLE; i++) {
        idle.add(box.exec(Command.of("sleep", "1000")));
      }
      table.row(
          "host heap of an idle exec, of " + IDLE,
          Long.toString((heap() - before) / IDLE),
          "65536");
      table.row(
          "agent resident, " + idle.size() + " commands running",
          Long.toString(box.stats().agentBytes()),
          Long.toString(MIB));
    } finally {
      idle.forEach(BoxProcess::close);
    }
    out.print(table);
  }

  private static void files(PrintStream out, Box box) throws IOException {
    List<Duration> lengths = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      for (int i = 0; i < FILES; i++) {
        Files.write(scratch.path().resolve("file-" + i), new byte[FILE_BYTES]);
      }
      for (int i = -1; i < COPIES; i++) {
        long begun = System.nanoTime();
        box.copyIn(scratch.path(), "/root/copy-" + (i + 1));
        long ended = System.nanoTime();
        if (i >= 0) {
          lengths.add(Duration.ofNanos(ended - begun));
        }
      }
    }
    out.println(
        "copyIn of " + FILES + " files of " + FILE_BYTES + " bytes, ms of " + COPIES + " runs");
    TextTable table = new TextTable("", "min", "p50", "p90", "p99", "max", "goal");
    row(table, "box.copyIn(directory)", Distribution.of(lengths), "1000");
    out.print(table);
  }

  private static long heap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return used;
  }

  private void streams(PrintStream out, Box box) throws IOException, InterruptedException {
    Installation installation =
        Preparation.of(BoxHost.open(options.home()), options, EngineKind.EMULATED);
    try {
      ChannelBenchmark.run(out, box, installation, root, TRANSFERS);
    } finally {
      installation.host().supervisor().close();
    }
  }
}
