package dev.hutch;

/** The box ended, or was ended, while or before it was used. */
public final class BoxGoneException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which value, and what to do
   */
  public BoxGoneException(String message) {
    super(message);
  }

  /**
   * Makes one with its cause.
   *
   * @param message what failed, with which value, and what to do
   * @param cause what was thrown underneath
   */
  public BoxGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
