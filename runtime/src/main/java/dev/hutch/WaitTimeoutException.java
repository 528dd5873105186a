package dev.hutch;

/** What was waited for did not come in time. */
public final class WaitTimeoutException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was waited for, how long, and what was seen instead
   */
  public WaitTimeoutException(String message) {
    super(message);
  }
}
