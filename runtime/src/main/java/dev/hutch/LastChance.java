package dev.hutch;

/** Closes something that is still open when the virtual machine ends in order. */
final class LastChance {
  private final Thread hook;

  LastChance(Runnable close) {
    hook = new Thread(close, "hutch-end");
  }

  void arm() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Does nothing if it is not armed, or at work. */
  void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the virtual machine is ending: the hook is at work
    }
  }
}
