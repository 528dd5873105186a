package dev.hutch;

/** A command ran, but did not exit with code 0 in time. */
public final class CommandFailedException extends HutchException {
  private static final long serialVersionUID = 1L;

  private final transient ExecResult result;

  /**
   * Makes one.
   *
   * @param message how it ended, with the end of its standard error
   * @param result all there is to know
   */
  public CommandFailedException(String message, ExecResult result) {
    super(message);
    this.result = result;
  }

  /** How it ended, and what it wrote. */
  public ExecResult result() {
    return result;
  }
}
