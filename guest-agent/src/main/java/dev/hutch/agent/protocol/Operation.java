package dev.hutch.agent.protocol;

/** The operations an OPEN frame can ask for. */
public final class Operation {
  /** Run a command. See {@link ExecRequest}. */
  public static final int EXEC = 1;

  /** End the box in order. See {@link ShutdownRequest}. */
  public static final int SHUTDOWN = 2;

  private Operation() {}
}
