package dev.hutch;

/** No box of the home has this id or name. */
public final class NoSuchBoxException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which value, and what to do
   */
  public NoSuchBoxException(String message) {
    super(message);
  }
}
