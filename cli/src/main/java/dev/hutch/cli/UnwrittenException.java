package dev.hutch.cli;

import java.io.IOException;

/** Standard output, or standard error of a command, cannot be written. */
final class UnwrittenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnwrittenException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** Says what is to be said, and what the exit code is. */
  int exit(Terminal terminal) {
    // the JDK has no type for a closed pipe, only the C library's text
    if (String.valueOf(getMessage()).contains("Broken pipe")) {
      return ExitCode.BROKEN_PIPE;
    }
    terminal.say("the output cannot be written: " + getMessage());
    return ExitCode.OURS;
  }
}
