package dev.hutch.agent.protocol;

/** The operations an OPEN frame can ask for. */
public final class Operation {
  /** Run a command. See {@link ExecRequest}. */
  public static final int EXEC = 1;

  /** End the box in order. See {@link ShutdownRequest}. */
  public static final int SHUTDOWN = 2;

  /** Become a client of a kept command. See {@link AttachRequest}. */
  public static final int ATTACH = 3;

  /** List the kept commands. See {@link KeptCommand}. */
  public static final int COMMANDS = 4;

  /** Say what the guest uses. See {@link GuestStats}. */
  public static final int STATS = 5;

  /** Connect to a port of the guest's loopback. See {@link ConnectRequest}. */
  public static final int CONNECT = 6;

  /** The payload of an OPEN frame for an operation that needs nothing but its number. */
  public static byte[] encode(int operation) {
    byte[] payload = new byte[4];
    payload[0] = Protocol.VERSION;
    payload[1] = (byte) operation;
    return payload;
  }

  private Operation() {}
}
