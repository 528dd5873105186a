package dev.hutch;

/** This host lacks something that Hutch needs; the message names it and the remedy. */
public final class HostUnsupportedException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which value, and what to do
   */
  public HostUnsupportedException(String message) {
    super(message);
  }

  /**
   * Makes one with its cause.
   *
   * @param message what failed, with which value, and what to do
   * @param cause what was thrown underneath
   */
  public HostUnsupportedException(String message, Throwable cause) {
    super(message, cause);
  }
}
