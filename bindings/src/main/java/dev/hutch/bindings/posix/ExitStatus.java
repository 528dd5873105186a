package dev.hutch.bindings.posix;

/**
 * How a process ended.
 *
 * @param kind by itself or by a signal
 * @param value the exit code (0 to 255) or the signal's number
 */
public record ExitStatus(Kind kind, int value) {
  /** The two ways to end. */
  public enum Kind {
    /** By exit(3). */
    EXITED,
    /** Killed by a signal, with or without a core file. */
    SIGNALED
  }

  /** Whether it exited with code 0. */
  public boolean isSuccess() {
    return kind == Kind.EXITED && value == 0;
  }

  /** The code a shell would report: the exit code, or 128 and the signal's number. */
  public int shellCode() {
    return kind == Kind.EXITED ? value : 128 + value;
  }
}
