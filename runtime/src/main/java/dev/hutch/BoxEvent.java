package dev.hutch;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened to a box of a home, whichever process did it.
 *
 * @param time when it was over, to the millisecond
 * @param kind what happened
 * @param box the box's id
 * @param name the box's name then, empty if it had none
 * @param duration how long it took; zero for what takes no time
 * @param detail more of it: the engine of a start, the exit code of a command, the reason of a
 *     failure, the new name
 */
public record BoxEvent(
    Instant time, Kind kind, String box, String name, Duration duration, String detail) {
  /** What can happen. */
  public enum Kind {
    /** A box got its files. */
    CREATED,
    /** A box's agent greeted; the duration is the whole start's. */
    STARTED,
    /** A command ended; the duration is the command's. */
    EXEC,
    /** Nothing of a box runs any more, as it should be; the duration is the stop's. */
    STOPPED,
    /** A start failed, or a box ended by itself in a bad way. */
    FAILED,
    /** A box got another name. */
    RENAMED,
    /** A box's files are gone; the duration is the removal's. */
    REMOVED;

    /** In lower case, as the command line writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
