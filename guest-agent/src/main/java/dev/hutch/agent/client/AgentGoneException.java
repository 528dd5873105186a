package dev.hutch.agent.client;

/**
 * Nobody answers at the box's socket, or the connection ended before the operation did: the box has
 * stopped, died, or is not running.
 */
public final class AgentGoneException extends AgentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was tried, on which socket
   */
  public AgentGoneException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was tried, on which socket
   * @param cause why
   */
  public AgentGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
