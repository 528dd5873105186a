package dev.hutch.agent.protocol;

/**
 * The agent's answer to KEEP.
 *
 * @param id under which the command is kept; 0 where it is not
 * @param errno why it is not; 0 where it is
 */
public record Kept(int id, int errno) {
  /** Why it is not: as many run as are kept. */
  public static final int EAGAIN = 11;

  /** Bytes of the payload. */
  static final int BYTES = 8;

  /**
   * Reads a payload whose length has been checked.
   *
   * @throws ProtocolException if it says both or neither
   */
  public static Kept decode(byte[] from, int at, int length) {
    if (length != BYTES) {
      throw new ProtocolException("KEPT of " + length + " bytes");
    }
    Kept kept = new Kept(LittleEndian.i32(from, at), LittleEndian.i32(from, at + 4));
    if ((kept.id == 0) == (kept.errno == 0)) {
      throw new ProtocolException("KEPT with id " + kept.id + " and errno " + kept.errno);
    }
    return kept;
  }

  /** The payload. */
  public byte[] encode() {
    byte[] payload = new byte[BYTES];
    LittleEndian.put32(payload, 0, id);
    LittleEndian.put32(payload, 4, errno);
    return payload;
  }
}
