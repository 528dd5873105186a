package dev.hutch.jailer;

import java.nio.file.Path;

/** The box's lock is held, so the box runs (or another process is starting or removing it). */
public final class BoxLockedException extends JailerException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the lock that is held.
   *
   * @param lock the lock file
   */
  public BoxLockedException(Path lock) {
    super(
        "the box lock "
            + lock
            + " is held: the box is running, or another process is starting or removing it; stop the box first");
  }
}
