package dev.hutch;

import dev.hutch.agent.client.AgentGoneException;
import dev.hutch.agent.client.AgentTimeoutException;
import dev.hutch.agent.client.OperationFailedException;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.ProtocolException;

/** What the agent's client throws, in the terms of the public API. */
final class AgentFailures {
  private static final int EAGAIN = 11;

  private AgentFailures() {}

  static HutchException translate(RuntimeException failure) {
    return switch (failure) {
      case OperationFailedException e -> translate(e);
      case AgentGoneException e -> new BoxGoneException("the box is gone: " + e.getMessage(), e);
      case AgentTimeoutException e ->
          new HutchException(
              e.getMessage() + ": the box is frozen or very busy; ask again, or remove it by force",
              e);
      case ProtocolException e ->
          new AgentProtocolException("the guest broke the protocol: " + e.getMessage(), e);
      case HutchException e -> e;
      default -> new HutchException(String.valueOf(failure.getMessage()), failure);
    };
  }

  private static HutchException translate(OperationFailedException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.failed().step()) {
      // nothing is wrong with the box: it has as much to do as it can
      case Failed.STEP_RELAY ->
          failure.failed().errno() == EAGAIN
              ? new HutchException("the box is busy: " + message, failure)
              : new BoxGoneException(message, failure);
      case Failed.STEP_STREAM ->
          new AgentProtocolException("the guest refused what was sent: " + message, failure);
      case Failed.STEP_CONNECT ->
          new GuestPortException(message, failure.failed().errno(), failure.isConnectionRefused());
      default ->
          new CommandNotStartedException(
              message,
              failure.failed().errno(),
              failure.isProgramMissing() || failure.isProgramNotExecutable());
    };
  }
}
