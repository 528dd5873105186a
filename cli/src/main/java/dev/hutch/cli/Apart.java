package dev.hutch.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;

/**
 * Work on a thread of its own: a signal ends the wait for it also where it reads from a terminal or
 * pipe, which no interrupt does.
 */
final class Apart {
  private Apart() {}

  /**
   * Works until that is done or a signal comes.
   *
   * @return the work's exit code, or 128+n for signal n; the work was interrupted then, and goes on
   *     in the background if it does not heed that
   */
  static int run(Signals signals, IntSupplier work) {
    CompletableFuture<Integer> done = new CompletableFuture<>();
    Thread worker =
        Thread.ofPlatform().daemon().name("hutch-work").unstarted(() -> run(work, done));
    signals.react(
        signal -> {
          signals.endedBy(signal);
          done.complete(ExitCode.SIGNAL + signal);
          worker.interrupt();
        });
    worker.start();
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }

  private static void run(IntSupplier work, CompletableFuture<Integer> done) {
    try {
      done.complete(work.getAsInt());
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
  }
}
