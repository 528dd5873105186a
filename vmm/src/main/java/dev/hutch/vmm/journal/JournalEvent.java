package dev.hutch.vmm.journal;

import org.jspecify.annotations.Nullable;

/** What a line of the journal tells. The names stand in the file. */
public enum JournalEvent {
  /**
   * A start is under way. By the starter, holding the box's lock, before the shim gets its
   * configuration; the message is the engine's name.
   */
  STARTING,

  /** The agent has greeted. By the shim. */
  RUNNING,

  /**
   * The machine has ended without a failure, or its owner has gone. By the shim; the phase is where
   * it was.
   */
  ENDED,

  /**
   * The machine could not be started, or had to be ended. By the shim or the starter; the phase is
   * the point that was not reached, the message has the console's tail.
   */
  FAILED,

  /**
   * The box is about to be stopped or killed, on purpose. By who does it, before it begins: an end
   * that follows is no failure.
   */
  STOPPING,

  /** The box was stopped, and nothing is left of it. By who stopped it. */
  STOPPED,

  /**
   * The box was to be stopped, and it could not be proven that nothing is left. The message is what
   * is.
   */
  UNPROVEN;

  /** Returns the event of that name, or null: a file may be damaged. */
  static @Nullable JournalEvent of(String name) {
    for (JournalEvent event : values()) {
      if (event.name().equals(name)) {
        return event;
      }
    }
    return null;
  }
}
