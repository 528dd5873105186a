package dev.hutch.jailer.identity;

import dev.hutch.jailer.BoxId;
import java.util.regex.Pattern;

/**
 * What reading a pid file can give. Nothing found in one is an error: the file is a hint, the
 * kernel's facts decide.
 */
public sealed interface PidRecord {
  /**
   * A whole record of the box that was asked for. Whether such a process runs is another question.
   *
   * @param identity what it says
   */
  record Present(ShimIdentity identity) implements PidRecord {}

  /** There is no pid file. */
  record Missing() implements PidRecord {}

  /**
   * A file that is not a whole record: empty, cut off, damaged, of another format, or not readable.
   *
   * @param reason which of these, for a person; what the file holds in it cannot command a terminal
   */
  record Unreadable(String reason) implements PidRecord {
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    /** Takes what is no character to be shown out of the reason. */
    public Unreadable {
      reason = UNPRINTABLE.matcher(reason).replaceAll("?");
    }
  }

  /**
   * A whole record, but of another box.
   *
   * @param owner the box it names
   */
  record Foreign(BoxId owner) implements PidRecord {}
}
