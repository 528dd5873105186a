package dev.hutch.cli;

import dev.hutch.BoxProcess;
import dev.hutch.HutchException;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A command in a box as if it ran here: with this process's streams and signals. The first signal
 * is the command's, to do with it what it wants; the second kills it, or leaves one that is not
 * ours.
 */
final class Foreground implements Signals.Reaction {
  /** How long a killed command may take to be reported and its last output to be written. */
  private static final long KILL_SECONDS = 1;

  private final BoxProcess process;
  private final Terminal terminal;
  private final Part part;
  private final Signals signals;
  private final Runnable lastResort;
  private final CompletableFuture<Integer> givenUp = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile int left;

  private Foreground(
      BoxProcess process, Terminal terminal, Part part, Signals signals, Runnable lastResort) {
    this.process = process;
    this.terminal = terminal;
    this.part = part;
    this.signals = signals;
    this.lastResort = lastResort;
  }

  /**
   * Serves a command until its end.
   *
   * @param lastResort gives everything up where a second signal came and the command cannot even be
   *     killed, or nobody reads its output
   * @param whenLeft told under which number the box keeps the command where it was left running;
   *     the terminal is ours again then
   * @return the exit code; 0 where it was left
   * @throws HutchException if the box ended first
   */
  static int serve(
      BoxProcess process,
      Terminal terminal,
      Part part,
      Signals signals,
      Runnable lastResort,
      IntConsumer whenLeft) {
    Foreground foreground = new Foreground(process, terminal, part, signals, lastResort);
    signals.react(foreground); // first of all: whoever reads the command's output may send one
    int exit = process.hasTerminal() ? foreground.onTerminal() : foreground.await(DetachKeys.NONE);
    if (foreground.left != 0) {
      terminal.messages().println(); // behind what the command shows
      whenLeft.accept(foreground.left);
    }
    return exit;
  }

  private int onTerminal() {
    boolean typed = part.stdin() == Stdin.PASSED;
    RawTerminal raw = RawTerminal.of(process, typed, !part.owner());
    try {
      return await(typed ? part.keys() : DetachKeys.NONE);
    } finally {
      raw.close();
    }
  }

  private int await(DetachKeys keys) {
    try {
      return Streams.connect(process, terminal, part, keys, this::leave)
          .applyToEither(givenUp, code -> code)
          .get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new HutchException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HutchException("interrupted", e);
    } finally {
      over.countDown();
    }
  }

  /** Returns whether the box keeps the command; one that has ended meanwhile is not left. */
  private boolean leave() {
    try {
      OptionalInt id = process.detach();
      if (id.isEmpty()) {
        return false;
      }
      left = id.getAsInt();
      givenUp.complete(ExitCode.OK);
      return true;
    } catch (HutchException e) {
      terminal.say(e.getMessage());
      return false;
    }
  }

  @Override
  public void first(int signal) {
    process.signal(signal);
  }

  @Override
  public boolean second(int signal) {
    if (part.owner()) {
      process.destroyForcibly();
    }
    try {
      if (!part.owner() || !over.await(KILL_SECONDS, TimeUnit.SECONDS)) {
        giveUp(signal);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private void giveUp(int signal) {
    signals.endedBy(signal);
    try {
      lastResort.run();
    } catch (HutchException e) {
      terminal.say(e.getMessage()); // what is left of the box must be said
    } finally {
      givenUp.complete(signals.exitCode());
    }
  }
}
