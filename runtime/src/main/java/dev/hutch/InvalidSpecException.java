package dev.hutch;

/** A specification cannot be met as written; nothing was started. */
public final class InvalidSpecException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which value, and what to do
   */
  public InvalidSpecException(String message) {
    super(message);
  }

  /**
   * Makes one with its cause.
   *
   * @param message what failed, with which value, and what to do
   * @param cause what was thrown underneath
   */
  public InvalidSpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
