package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.NoSuchBoxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Does the same to several boxes, at the same time, and tells in the order in which they were
 * typed: the word that was typed on stdout for a box where it is done, the reason on stderr for one
 * where it failed. One failure keeps nobody from the others.
 */
final class EachBox {
  /** An operation mostly waits, but starting boxes also needs processors. */
  private static final int AT_ONCE = 8;

  private final Hutch hutch;
  private final Terminal terminal;
  private final boolean missingIsFine;

  EachBox(Hutch hutch, Terminal terminal) {
    this(hutch, terminal, false);
  }

  private EachBox(Hutch hutch, Terminal terminal, boolean missingIsFine) {
    this.hutch = hutch;
    this.terminal = terminal;
    this.missingIsFine = missingIsFine;
  }

  /** As this, but a box that is gone is said and counts as done. */
  EachBox toleratingMissing() {
    return new EachBox(hutch, terminal, true);
  }

  /**
   * Does it.
   *
   * @return 0, or 125 if it failed for any
   */
  int run(List<String> boxes, Consumer<Box> operation) {
    if (boxes.size() == 1) {
      return report(boxes.getFirst(), () -> perform(boxes.getFirst(), operation));
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(boxes.size(), AT_ONCE));
    try {
      List<Future<?>> all = new ArrayList<>();
      for (String box : boxes) {
        all.add(threads.submit(() -> perform(box, operation)));
      }
      int exit = ExitCode.OK;
      for (int i = 0; i < boxes.size(); i++) {
        Future<?> one = all.get(i);
        exit = Math.max(exit, report(boxes.get(i), () -> await(one)));
      }
      return exit;
    } finally {
      threads.shutdown();
    }
  }

  private void perform(String idOrName, Consumer<Box> operation) {
    try (Box box = hutch.box(idOrName)) {
      operation.accept(box);
    }
  }

  private int report(String typed, Runnable work) {
    try {
      work.run();
    } catch (NoSuchBoxException e) {
      terminal.say(e.getMessage());
      return missingIsFine ? ExitCode.OK : ExitCode.OURS;
    } catch (HutchException e) {
      terminal.say(e.getMessage());
      return ExitCode.OURS;
    }
    terminal.print(typed + System.lineSeparator());
    return ExitCode.OK;
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error defect) {
        throw defect;
      }
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HutchException("interrupted", e);
    }
  }
}
