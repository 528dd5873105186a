package dev.hutch.agent.client;

/** An operation on a box's agent did not come to its end; the root of what this package throws. */
public class AgentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what failed, with which value
   */
  public AgentException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what failed, with which value
   * @param cause why
   */
  public AgentException(String message, Throwable cause) {
    super(message, cause);
  }
}
