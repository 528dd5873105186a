package dev.hutch;

/** An image is unknown, cannot be had or cannot be made into a disk. */
public final class ImageException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which value, and what to do
   */
  public ImageException(String message) {
    super(message);
  }

  /**
   * Makes one with its cause.
   *
   * @param message what failed, with which value, and what to do
   * @param cause what was thrown underneath
   */
  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
