package dev.hutch.it.fault;

import dev.hutch.it.service.RunningService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs cells, a few at a time; a service lives on from cell to cell until one kills it. */
public final class Matrix {
  private static final int LANES = 2;

  private final List<Cell> cells;
  private final Consumer<String> progress;

  private Matrix(List<Cell> cells, Consumer<String> progress) {
    this.cells = cells;
    this.progress = progress;
  }

  /** All of it. */
  public static Matrix whole(Consumer<String> progress) {
    return new Matrix(Cell.all(), progress);
  }

  /** The cells of one kind of box. */
  static Matrix of(List<Cell> cells) {
    return new Matrix(cells, line -> {});
  }

  /** Runs all cells and returns what came of them, in their order. */
  List<Outcome> run() {
    Queue<Cell> waiting = new ArrayDeque<>(cells);
    Queue<Outcome> done = new ConcurrentLinkedQueue<>();
    List<Thread> lanes = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      lanes.add(Thread.ofPlatform().name("matrix-" + i).start(() -> lane(waiting, done)));
    }
    for (Thread lane : lanes) {
      try {
        lane.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
    try (Witness runtime = Witness.runtime()) {
      runtime.prune();
    }
    return done.stream()
        .map(Outcome::atTheEnd)
        .sorted(Comparator.comparingInt(outcome -> cells.indexOf(outcome.cell())))
        .toList();
  }

  /**
   * Runs it and returns the tables and, below, what was wrong.
   *
   * @return markdown
   */
  public MatrixTable table() {
    return new MatrixTable(run());
  }

  private void lane(Queue<Cell> waiting, Queue<Outcome> done) {
    RunningService service = null;
    try (Witness runtime = Witness.runtime();
        Witness commands = Witness.commands()) {
      for (Cell cell = next(waiting); cell != null; cell = next(waiting)) {
        if (service == null || !service.isAlive()) {
          service = RunningService.open();
        }
        Witness witness = cell.byCommand() ? commands : runtime;
        Outcome outcome = new CellRun(cell, service, witness).run();
        if (!outcome.isRight()) {
          service.close(); // whatever it waits for, the next cell shall not suffer from it
        }
        progress.accept(outcome.toString());
        done.add(outcome);
      }
    } finally {
      if (service != null) {
        service.close();
      }
    }
  }

  private static @Nullable Cell next(Queue<Cell> waiting) {
    synchronized (waiting) {
      return waiting.poll();
    }
  }
}
