package dev.hutch.agent.protocol;

/**
 * The other side sent something the protocol does not allow. The bytes that follow cannot be
 * trusted: whoever catches this ends the connection or link.
 */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which rule was broken, with the offending value
   */
  public ProtocolException(String message) {
    super(message);
  }
}
