package dev.hutch;

/** The box is well, but the command could not be started in it. */
public final class CommandNotStartedException extends HutchException {
  private static final long serialVersionUID = 1L;
  private static final int ENOENT = 2;

  private final int errno;
  private final boolean programMissing;

  /**
   * Makes one.
   *
   * @param message what failed
   * @param errno Linux's error number, as the agent reports it
   * @param atProgram whether it was the program itself that could not be executed
   */
  public CommandNotStartedException(String message, int errno, boolean atProgram) {
    super(message);
    this.errno = errno;
    this.programMissing = atProgram && errno == ENOENT;
  }

  /** Linux's error number, see errno(3). */
  public int errno() {
    return errno;
  }

  /**
   * Whether there is no such program (a shell would exit 127); otherwise it cannot be executed
   * (126).
   */
  public boolean programMissing() {
    return programMissing;
  }
}
