package dev.hutch;

import dev.hutch.agent.client.AgentGoneException;
import dev.hutch.agent.client.OperationFailedException;
import dev.hutch.agent.protocol.ProtocolException;

/** What the agent's client throws, in the terms of the public API. */
final class AgentFailures {
  private AgentFailures() {}

  static HutchException translate(RuntimeException failure) {
    return switch (failure) {
      case OperationFailedException e ->
          new CommandNotStartedException(
              String.valueOf(e.getMessage()),
              e.failed().errno(),
              e.isProgramMissing() || e.isProgramNotExecutable());
      case AgentGoneException e -> new BoxGoneException("the box is gone: " + e.getMessage(), e);
      case ProtocolException e ->
          new AgentProtocolException("the guest broke the protocol: " + e.getMessage(), e);
      case HutchException e -> e;
      default -> new HutchException(String.valueOf(failure.getMessage()), failure);
    };
  }
}
