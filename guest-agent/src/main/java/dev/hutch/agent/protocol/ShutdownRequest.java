package dev.hutch.agent.protocol;

/** The payload of an OPEN frame that ends the box. */
public final class ShutdownRequest {
  private ShutdownRequest() {}

  /**
   * Encodes the request.
   *
   * @param graceMillis time between SIGTERM and SIGKILL, 0 to {@link Protocol#MAX_GRACE_MILLIS}
   * @throws IllegalArgumentException if it is out of range
   */
  public static byte[] encode(int graceMillis) {
    if (graceMillis < 0 || graceMillis > Protocol.MAX_GRACE_MILLIS) {
      throw new IllegalArgumentException("grace of " + graceMillis + " ms");
    }
    byte[] payload = new byte[8];
    payload[0] = Protocol.VERSION;
    payload[1] = Operation.SHUTDOWN;
    LittleEndian.put32(payload, 4, graceMillis);
    return payload;
  }
}
