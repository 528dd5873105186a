package dev.hutch.agent.client;

import dev.hutch.agent.protocol.Failed;

/** The agent (or the relay in front of it) refused or could not do the operation. */
public final class OperationFailedException extends AgentException {
  private static final long serialVersionUID = 1L;
  private static final int ENOENT = 2;

  private static final int ECONNREFUSED = 111;

  private final transient Failed failed;

  /**
   * Creates the exception.
   *
   * @param failed what the agent said
   */
  public OperationFailedException(Failed failed) {
    super(failed.message().isEmpty() ? "errno " + failed.errno() : failed.message());
    this.failed = failed;
  }

  /** What the agent said: step, errno, message. */
  public Failed failed() {
    return failed;
  }

  /** Whether the program does not exist: what a shell reports as 127. */
  public boolean isProgramMissing() {
    return failed.step() == Failed.STEP_PROGRAM && failed.errno() == ENOENT;
  }

  /** Whether no server listens on the port. */
  public boolean isConnectionRefused() {
    return failed.step() == Failed.STEP_CONNECT && failed.errno() == ECONNREFUSED;
  }

  /** Whether the program exists but cannot be executed: what a shell reports as 126. */
  public boolean isProgramNotExecutable() {
    return failed.step() == Failed.STEP_PROGRAM && failed.errno() != ENOENT;
  }
}
