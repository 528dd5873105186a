package dev.hutch.agent.protocol;

/** The payload of an OPEN frame that connects to a TCP port of the guest's loopback. */
public final class ConnectRequest {
  private static final int BYTES = 8;
  private static final int MAX_PORT = 65_535;

  private ConnectRequest() {}

  /**
   * Encodes the request.
   *
   * @param port 1 to 65,535
   * @throws IllegalArgumentException if it is out of range
   */
  public static byte[] encode(int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port);
    }
    byte[] payload = new byte[BYTES];
    payload[0] = Protocol.VERSION;
    payload[1] = Operation.CONNECT;
    LittleEndian.put16(payload, 4, port);
    return payload;
  }
}
