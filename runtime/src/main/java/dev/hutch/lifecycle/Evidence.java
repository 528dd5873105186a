package dev.hutch.lifecycle;

import dev.hutch.BoxState;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the facts about a box come to. A box that ends without being stopped has failed, whether it
 * could say a last word or not: on libkrun it cannot.
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
   * @param story its journal
   * @param lives whether a process of it is there; asked only where it matters
   */
  static Evidence of(boolean locked, Story story, BooleanSupplier lives) {
    if (story.newest().isEmpty()) {
      return locked || !lives.getAsBoolean()
          ? new Evidence(BoxState.CREATED, Optional.empty())
          : unknown("it was never started, but a process of it is there");
    }
    JournalLine newest = story.newest().get();
    if (locked && newest.event() == JournalEvent.UNPROVEN) {
      return unknown("it could not be stopped; left were " + newest.message());
    }
    if (!lives.getAsBoolean()) {
      return locked && story.isUnderWay()
          ? unknown("its lock is held, but no process of it is there")
          : ended(story, newest);
    }
    if (!locked) {
      return unknown("a process of it is there, but its lock is free");
    }
    return alive(story, newest);
  }

  private static Evidence alive(Story story, JournalLine newest) {
    return switch (newest.event()) {
      case STARTING -> new Evidence(BoxState.STARTING, Optional.empty());
      case RUNNING, STOPPING -> new Evidence(BoxState.RUNNING, Optional.empty());
      case ENDED, FAILED, STOPPED, UNPROVEN ->
          story.isMeantToEnd() && !story.isOver()
              ? new Evidence(BoxState.RUNNING, Optional.empty())
              : unknown("it has ended, but a process of it is still there");
    };
  }

  private static Evidence ended(Story story, JournalLine newest) {
    if (story.isMeantToEnd() || newest.event() == JournalEvent.STOPPED) {
      return new Evidence(BoxState.STOPPED, Optional.empty());
    }
    String why =
        switch (newest.event()) {
          case FAILED -> newest.message();
          case ENDED -> "it ended without being stopped: " + newest.message();
          default -> WITHOUT_A_WORD;
        };
    return new Evidence(BoxState.FAILED, Optional.of(why));
  }

  private static Evidence unknown(String why) {
    return new Evidence(BoxState.UNKNOWN, Optional.of(why));
  }
}
