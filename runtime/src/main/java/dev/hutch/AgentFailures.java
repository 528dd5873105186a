package dev.hutch;

import dev.hutch.agent.client.AgentGoneException;
import dev.hutch.agent.client.OperationFailedException;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.ProtocolException;

/** What the agent's client throws, in the terms of the public API. */
final class AgentFailures {
  private AgentFailures() {}

  static HutchException translate(RuntimeException failure) {
    return switch (failure) {
      case OperationFailedException e -> translate(e);
      case AgentGoneException e -> new BoxGoneException("the box is gone: " + e.getMessage(), e);
      case ProtocolException e ->
          new AgentProtocolException("the guest broke the protocol: " + e.getMessage(), e);
      case HutchException e -> e;
      default -> new HutchException(String.valueOf(failure.getMessage()), failure);
    };
  }

  private static HutchException translate(OperationFailedException failure) {
    String message = String.valueOf(failure.getMessage());
    // from this step on it is not the command that failed, but the way to it
    return failure.failed().step() >= Failed.STEP_RELAY
        ? new BoxGoneException(message, failure)
        : new CommandNotStartedException(
            message,
            failure.failed().errno(),
            failure.isProgramMissing() || failure.isProgramNotExecutable());
  }
}
