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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The ends of a box's life, each with its proof, and a look at many boxes. */
final class LifecycleBenchmark {
  private static final int RUNS = Integer.getInteger("hutch.lifecycle.runs", 21);
  private static final int DEATHS = Integer.getInteger("hutch.lifecycle.deaths", 7);
  private static final int STOPPED = 200;
  private static final int LOOKS = 100;

  private final HutchOptions options;

  LifecycleBenchmark(HutchOptions options) {
    this.options = options.engine(EngineChoice.EMULATED);
  }

  void run(PrintStream out) throws IOException, InterruptedException {
    out.println("lifecycle: milliseconds from the call to the proof");
    TextTable table = new TextTable("", "n", "min", "p50", "p99", "max", "goal (p50)");
    try (Hutch hutch = Hutch.open(options)) {
      row(table, "stop of an idle box", stops(hutch), "60");
      row(table, "forced removal of a running box", removals(hutch, true), "30");
      row(table, "removal of a stopped box", removals(hutch, false), "");
      row(table, "list of " + STOPPED + " stopped boxes", lists(hutch), "20");
    }
    row(table, "owner killed, until no process is left", deaths(), "1000");
    out.print(table);
  }

  private static List<Duration> stops(Hutch hutch) {
    List<Duration> lengths = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      try (Box box = start(hutch)) {
        lengths.add(time(box::stop));
      }
    }
    return lengths;
  }

  private static List<Duration> removals(Hutch hutch, boolean running) {
    List<Duration> lengths = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Box box = running ? start(hutch) : hutch.create(BoxSpec.base());
      lengths.add(time(() -> box.remove(running)));
    }
    return lengths;
  }

  /** One box is stopped, and the others get its journal: to a look they are the same. */
  private List<Duration> lists(Hutch hutch) throws IOException {
    List<Box> boxes = new ArrayList<>(List.of(start(hutch)));
    try {
      boxes.getFirst().stop();
      for (int i = 1; i < STOPPED; i++) {
        Box box = hutch.create(BoxSpec.base());
        boxes.add(box);
        Files.copy(journal(boxes.getFirst()), journal(box), StandardCopyOption.REPLACE_EXISTING);
      }
      List<Duration> lengths = new ArrayList<>();
      for (int i = 0; i < LOOKS; i++) {
        lengths.add(time(hutch::boxes));
      }
      return lengths;
    } finally {
      boxes.forEach(box -> box.remove(true));
    }
  }

  private Path journal(Box box) {
    return options.home().resolve("boxes").resolve(box.id()).resolve("journal");
  }

  private List<Duration> deaths() throws IOException, InterruptedException {
    List<Duration> lengths = new ArrayList<>();
    for (int i = 0; i < DEATHS; i++) {
      lengths.add(new KilledOwner(options.home()).death());
    }
    return lengths;
  }

  /** With its first command done, so that nothing of the start goes on. */
  private static Box start(Hutch hutch) {
    Box box = hutch.start(BoxSpec.base());
    box.run("true").orThrow();
    return box;
  }

  private static Duration time(Runnable action) {
    long begun = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static void row(TextTable table, String name, List<Duration> lengths, String goal) {
    Distribution of = Distribution.of(lengths);
    table.row(
        name,
        Integer.toString(of.count()),
        Milliseconds.text(of.min()),
        Milliseconds.text(of.median()),
        Milliseconds.text(of.percentile(99)),
        Milliseconds.text(of.max()),
        goal);
  }
}
