package dev.hutch.cli;

import dev.hutch.BoxGoneException;
import dev.hutch.Hutch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/** SIGINT, SIGTERM and SIGHUP to this process tear its boxes down before it ends. */
final class Interruption {
  private Interruption() {}

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
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending: the hook is at work.
      }
    }
  }
}
