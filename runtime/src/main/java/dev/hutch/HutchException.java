package dev.hutch;

/**
 * The root of what Hutch throws: something failed that the caller can tell apart by its subclass.
 */
public class HutchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which value, and what to do
   */
  public HutchException(String message) {
    super(message);
  }

  /**
   * Makes one with its cause.
   *
   * @param message what failed, with which value, and what to do
   * @param cause what was thrown underneath
   */
  public HutchException(String message, Throwable cause) {
    super(message, cause);
  }
}
