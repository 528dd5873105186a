package dev.hutch.jailer;

import org.jspecify.annotations.Nullable;

/**
 * Something the jailer was asked to do did not happen; the message says what, with which value, and
 * what to do.
 */
public class JailerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception without a cause in another one. */
  public JailerException(String message) {
    super(message);
  }

  /** An exception that another one led to. */
  public JailerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
