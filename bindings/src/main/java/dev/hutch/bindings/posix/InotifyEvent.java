package dev.hutch.bindings.posix;

import dev.hutch.bindings.generated.linux.LinuxConstants;

/**
 * Something that happened to a watched file or directory.
 *
 * @param watch which watch it is of, -1 if events were lost
 * @param mask what happened: constants of {@link Inotify}, and those below
 * @param name the entry of the watched directory that it happened to; empty if it is the watched
 *     file or directory itself
 */
public record InotifyEvent(int watch, int mask, String name) {
  /** Whether any of these happened, constants of {@link Inotify} combined with {@code |}. */
  public boolean isAny(int wanted) {
    return (mask & wanted) != 0;
  }

  /** Whether events before this one were lost: look at everything again. */
  public boolean isOverflow() {
    return isAny(LinuxConstants.IN_Q_OVERFLOW);
  }

  /** Whether the watch has ended: it was removed, or its file is gone. */
  public boolean isEndOfWatch() {
    return isAny(LinuxConstants.IN_IGNORED);
  }

  /** Whether the entry is a directory. */
  public boolean isDirectory() {
    return isAny(LinuxConstants.IN_ISDIR);
  }
}
