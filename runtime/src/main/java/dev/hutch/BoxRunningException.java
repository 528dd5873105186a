package dev.hutch;

/** The operation needs a box that does not run, and this one does or is being started. */
public final class BoxRunningException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which value, and what to do
   */
  public BoxRunningException(String message) {
    super(message);
  }
}
