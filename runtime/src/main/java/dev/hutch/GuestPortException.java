package dev.hutch;

/** The box is well, but a port of it could not be connected to. */
public final class GuestPortException extends HutchException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final boolean refused;

  /**
   * Makes one.
   *
   * @param message what failed
   * @param errno Linux's error number, as the agent reports it
   * @param refused whether no server listens
   */
  public GuestPortException(String message, int errno, boolean refused) {
    super(message);
    this.errno = errno;
    this.refused = refused;
  }

  /** Linux's error number, see errno(3). */
  public int errno() {
    return errno;
  }

  /** Whether no server listens on the port. */
  public boolean refused() {
    return refused;
  }
}
