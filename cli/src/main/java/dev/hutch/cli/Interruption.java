package dev.hutch.cli;

import dev.hutch.BoxGoneException;
import dev.hutch.Hutch;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * SIGINT, SIGTERM and SIGHUP to this process drop what it prepares and tear its boxes down before
 * it ends.
 */
final class Interruption {
  /** How long what is being prepared may take to be dropped, temporary files and programs. */
  private static final long DROP_SECONDS = 5;

  private Interruption() {}

  /** Opens a runtime; a signal meanwhile interrupts that, and lets it tidy up. */
  static Hutch ends(Supplier<Hutch> opening) {
    CountDownLatch over = new CountDownLatch(1);
    Thread opener = Thread.currentThread();
    Thread hook = new Thread(() -> drop(opener, over), "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return opening.get();
    } finally {
      over.countDown();
      remove(hook);
    }
  }

  @SuppressWarnings("ReturnValueIgnored") // a signal ends the process, in time or not
  private static void drop(Thread opener, CountDownLatch over) {
    opener.interrupt();
    try {
      over.await(DROP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is at work.
    }
  }

  /** Does the work; a signal meanwhile closes the runtime. */
  static int closes(Hutch hutch, IntSupplier work) {
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread hook =
        new Thread(
            () -> {
              interrupted.set(true);
              hutch.close();
            },
            "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.getAsInt();
    } catch (BoxGoneException e) {
      if (interrupted.get()) {
        return ExitCode.OURS; // who pressed Ctrl-C need not be told; the signal decides the exit
      }
      throw e;
    } finally {
      remove(hook);
    }
  }
}
