package dev.hutch;

/** Another box of the home has this name. */
public final class NameInUseException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what failed, with which value, and what to do
   */
  public NameInUseException(String message) {
    super(message);
  }
}
