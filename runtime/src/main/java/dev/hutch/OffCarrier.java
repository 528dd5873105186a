package dev.hutch;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs what blocks in native calls. Such a call pins the carrier of a virtual thread, so for one it
 * is done on a platform thread while the virtual thread waits.
 */
final class OffCarrier {
  private OffCarrier() {}

  static void run(Runnable work) {
    get(
        () -> {
          work.run();
          return true;
        });
  }

  static <T> T get(Supplier<T> work) {
    try {
      return Thread.currentThread().isVirtual() ? elsewhere(work) : work.get();
    } catch (HutchException e) {
      throw e;
    } catch (RuntimeException e) {
      // whatever the modules below throw: callers know the exceptions of this package only
      throw new HutchException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
    }
  }

  private static <T> T elsewhere(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofPlatform().daemon().name("hutch-blocking").start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // what is being started or torn down must not get lost
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new HutchException(String.valueOf(e.getCause()), e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
