package dev.hutch.agent.client;

/**
 * The agent did not answer in time. The connection has been closed, which abandons the operation.
 */
public final class AgentTimeoutException extends AgentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was waited for, how long
   */
  public AgentTimeoutException(String message) {
    super(message);
  }
}
