package dev.hutch.cli;

/** What was typed makes no sense; the message says what and how it is right. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
