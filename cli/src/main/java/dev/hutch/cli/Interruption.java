package dev.hutch.cli;

import dev.hutch.Hutch;
import java.util.function.IntSupplier;

/** SIGINT, SIGTERM and SIGHUP to this process tear its boxes down before it ends. */
final class Interruption {
  private Interruption() {}

  /** Does the work; a signal meanwhile closes the runtime. */
  static int closes(Hutch hutch, IntSupplier work) {
    Thread hook = new Thread(hutch::close, "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.getAsInt();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending: the hook is at work.
      }
    }
  }
}
