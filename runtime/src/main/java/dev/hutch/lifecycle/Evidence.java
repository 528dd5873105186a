package dev.hutch.lifecycle;

import dev.hutch.BoxState;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the facts about a box come to.
 *
 * @param state what it is doing
 * @param failure why, where it failed or is unknown
 */
record Evidence(BoxState state, Optional<String> failure) {
  static final String WITHOUT_A_WORD =
      "it ended without being stopped: a process of it was killed or broke";

  /**
   * Weighs them. A held lock says that somebody has the box, the journal what came last, and the
   * processes whether that can be true.
   *
   * @param locked whether its lock is held
   * @param newest the journal's newest line
   * @param lives whether a process of it is there; asked only where it matters
   */
  static Evidence of(boolean locked, Optional<JournalLine> newest, BooleanSupplier lives) {
    if (newest.isEmpty()) {
      return locked || !lives.getAsBoolean()
          ? new Evidence(BoxState.CREATED, Optional.empty())
          : unknown("it was never started, but a process of it is there");
    }
    JournalLine line = newest.get();
    return locked ? held(line, lives) : free(line, lives);
  }

  private static Evidence held(JournalLine line, BooleanSupplier lives) {
    return switch (line.event()) {
      case STARTING, RUNNING, STOPPING -> {
        if (!lives.getAsBoolean()) {
          if (line.event() == JournalEvent.STOPPING) {
            yield ended(line); // who stops it holds the lock until it has said so
          }
          yield unknown("its lock is held, but no process of it is there");
        }
        yield new Evidence(
            line.event() == JournalEvent.STARTING ? BoxState.STARTING : BoxState.RUNNING,
            Optional.empty());
      }
      case UNPROVEN -> unknown("it could not be stopped; left were " + line.message());
      case ENDED, STOPPED, FAILED -> ended(line);
    };
  }

  private static Evidence free(JournalLine line, BooleanSupplier lives) {
    if (lives.getAsBoolean()) {
      return unknown("a process of it is there, but its lock is free");
    }
    return switch (line.event()) {
      case STARTING, RUNNING -> new Evidence(BoxState.FAILED, Optional.of(WITHOUT_A_WORD));
      case STOPPING, ENDED, STOPPED, FAILED, UNPROVEN -> ended(line);
    };
  }

  private static Evidence ended(JournalLine line) {
    return line.event() == JournalEvent.FAILED
        ? new Evidence(BoxState.FAILED, Optional.of(line.message()))
        : new Evidence(BoxState.STOPPED, Optional.empty());
  }

  private static Evidence unknown(String why) {
    return new Evidence(BoxState.UNKNOWN, Optional.of(why));
  }
}
