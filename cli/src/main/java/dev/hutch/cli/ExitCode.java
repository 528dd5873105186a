package dev.hutch.cli;

/** Exit codes as Docker has them; otherwise the command's own. */
final class ExitCode {
  static final int OK = 0;

  /** A host check failed ({@code hutch doctor}). */
  static final int UNHEALTHY = 1;

  /** Hutch itself failed, or was called wrongly. */
  static final int OURS = 125;

  /** The program cannot be executed. */
  static final int NOT_EXECUTABLE = 126;

  /** There is no such program. */
  static final int NOT_FOUND = 127;

  /** To this, a shell adds the number of the signal that ended a program. */
  static final int SIGNAL = 128;

  /** What a shell reports for a program that wrote into a closed pipe. */
  static final int BROKEN_PIPE = SIGNAL + 13;

  private ExitCode() {}
}
