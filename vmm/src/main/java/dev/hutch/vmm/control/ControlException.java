package dev.hutch.vmm.control;

/** A datagram on the control socket that is no valid message. */
public final class ControlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong with the datagram
   */
  public ControlException(String message) {
    super(message);
  }
}
