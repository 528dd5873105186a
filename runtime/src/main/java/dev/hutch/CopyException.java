package dev.hutch;

/**
 * Files could not be copied between host and box, or not all of them. What was made at the target
 * before that is still there; the message says what failed.
 */
public final class CopyException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which file, and what to do
   */
  public CopyException(String message) {
    super(message);
  }

  /**
   * Makes one with its cause.
   *
   * @param message what failed, with which file, and what to do
   * @param cause what was thrown underneath
   */
  public CopyException(String message, Throwable cause) {
    super(message, cause);
  }
}
