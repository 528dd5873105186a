package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;

/**
 * The host's answer to {@link Hello}.
 *
 * @param version the protocol version chosen
 * @param realtimeNanos the host's CLOCK_REALTIME, ns since 1970; 0 leaves the guest's clock alone
 * @param hostName the guest's host name, at most 63 of {@code a-z A-Z 0-9 - .}; empty leaves it
 *     alone
 */
public record Welcome(int version, long realtimeNanos, String hostName) {

  /** Bytes before the host name. */
  public static final int FIXED_BYTES = 24;

  private static final int MAX_HOST_NAME = 63;

  /**
   * Creates the answer.
   *
   * @throws IllegalArgumentException if the host name is too long or has other characters
   */
  public Welcome {
    if (!isHostName(hostName)) {
      throw new IllegalArgumentException("host name \"" + hostName + '"');
    }
  }

  /** The payload, without entropy. */
  public byte[] encode() {
    return encode(new byte[0]);
  }

  /**
   * The payload.
   *
   * @param entropy random bytes for the guest's generator, at most {@link Protocol#MAX_ENTROPY};
   *     nobody else may know them
   */
  public byte[] encode(byte[] entropy) {
    if (entropy.length > Protocol.MAX_ENTROPY) {
      throw new IllegalArgumentException(entropy.length + " bytes of entropy");
    }
    byte[] name = hostName.getBytes(StandardCharsets.US_ASCII);
    byte[] payload = new byte[FIXED_BYTES + name.length + entropy.length];
    LittleEndian.put32(payload, 0, Protocol.MAGIC);
    LittleEndian.put16(payload, 4, version);
    LittleEndian.put16(payload, 6, name.length);
    LittleEndian.put64(payload, 8, realtimeNanos);
    LittleEndian.put32(payload, 16, Protocol.WINDOW);
    LittleEndian.put32(payload, 20, entropy.length);
    System.arraycopy(name, 0, payload, FIXED_BYTES, name.length);
    System.arraycopy(entropy, 0, payload, FIXED_BYTES + name.length, entropy.length);
    return payload;
  }

  private static boolean isHostName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.';
      if (!allowed) {
        return false;
      }
    }
    return name.length() <= MAX_HOST_NAME;
  }
}
