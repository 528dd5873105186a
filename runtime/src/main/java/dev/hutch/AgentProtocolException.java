package dev.hutch;

/** The guest broke the agent protocol; nothing it says can be relied on any more. */
public final class AgentProtocolException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message which rule was broken
   * @param cause what was thrown underneath
   */
  public AgentProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
