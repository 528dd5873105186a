package dev.hutch.cli;

/** What becomes of a command's standard input. */
enum Stdin {
  /** It is ours, to its end. */
  PASSED,
  /** The command reads end-of-file at once. */
  CLOSED,
  /** It stays as it is: it is somebody else's, or nobody's yet. */
  LEFT
}
