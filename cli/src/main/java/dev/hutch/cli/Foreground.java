package dev.hutch.cli;

import dev.hutch.BoxProcess;
import dev.hutch.HutchException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A command in a box as if it ran here: with this process's streams and signals. The first signal
 * is the command's, to do with it what it wants; the second kills it.
 */
final class Foreground implements Signals.Reaction {
  /** How long a killed command may take to be reported and its last output to be written. */
  private static final long KILL_SECONDS = 1;

  private final BoxProcess process;
  private final Terminal terminal;
  private final Signals signals;
  private final Runnable lastResort;
  private final CompletableFuture<Integer> givenUp = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private Foreground(BoxProcess process, Terminal terminal, Signals signals, Runnable lastResort) {
    this.process = process;
    this.terminal = terminal;
    this.signals = signals;
    this.lastResort = lastResort;
  }

  /**
   * Serves a command until its end.
   *
   * @param lastResort gives everything up where a second signal came and the command cannot even be
   *     killed, or nobody reads its output
   * @return the exit code
   * @throws HutchException if the box ended first
   */
  static int serve(
      BoxProcess process,
      Terminal terminal,
      boolean interactive,
      Signals signals,
      Runnable lastResort) {
    Foreground foreground = new Foreground(process, terminal, signals, lastResort);
    signals.react(foreground); // first of all: whoever reads the command's output may send one
    return process.hasTerminal()
        ? foreground.onTerminal(interactive)
        : foreground.await(Streams.connect(process, terminal, interactive));
  }

  private int onTerminal(boolean interactive) {
    RawTerminal raw = RawTerminal.of(process, interactive);
    try {
      return await(Streams.connect(process, terminal, interactive));
    } finally {
      raw.close();
    }
  }

  private int await(CompletableFuture<Integer> exit) {
    try {
      return exit.applyToEither(givenUp, code -> code).get();
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

  @Override
  public void first(int signal) {
    process.signal(signal);
  }

  @Override
  public boolean second(int signal) {
    process.destroyForcibly();
    try {
      if (!over.await(KILL_SECONDS, TimeUnit.SECONDS)) {
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
