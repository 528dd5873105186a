package dev.hutch.agent.protocol;

/**
 * How an operation ended.
 *
 * @param kind {@link #EXITED} or {@link #SIGNALED}; {@link #RUNNING} only where the end was not to
 *     be waited for
 * @param outputCut whether children left behind still held the output open, so that the agent cut
 *     it; or output of a kept command was lost to this client
 * @param value exit code 0 to 255, or signal number 1 to 64
 * @param elapsedNanos from start to end of the command, ns of the guest
 * @param userMicros user CPU time with waited-for children, us
 * @param systemMicros system CPU time with waited-for children, us
 * @param maxResidentKib largest resident set, KiB
 */
public record Exit(
    int kind,
    boolean outputCut,
    int value,
    long elapsedNanos,
    long userMicros,
    long systemMicros,
    long maxResidentKib) {

  /** The command returned an exit code. */
  public static final int EXITED = 1;

  /** The command was ended by a signal. */
  public static final int SIGNALED = 2;

  /** The command has not ended; its value is 0. */
  public static final int RUNNING = 3;

  /** Bytes of the payload. */
  public static final int BYTES = 40;

  private static final int FLAG_CUT = 1;
  private static final int MAX_CODE = 255;

  /**
   * Reads a payload.
   *
   * @throws ProtocolException if it is malformed or a number is out of its range
   */
  public static Exit decode(byte[] from, int at, int length) {
    if (length != BYTES) {
      throw new ProtocolException("EXIT of " + length + " bytes");
    }
    int kind = LittleEndian.u8(from, at);
    int flags = LittleEndian.u8(from, at + 1);
    int value = LittleEndian.i32(from, at + 4);
    if (!isPossible(kind, value) || (flags & ~FLAG_CUT) != 0) {
      throw new ProtocolException("EXIT of kind " + kind + ", flags " + flags + ", value " + value);
    }
    return new Exit(
        kind,
        flags == FLAG_CUT,
        value,
        LittleEndian.i64(from, at + 8),
        LittleEndian.i64(from, at + 16),
        LittleEndian.i64(from, at + 24),
        LittleEndian.i64(from, at + 32));
  }

  static boolean isPossible(int kind, int value) {
    return switch (kind) {
      case EXITED -> value >= 0 && value <= MAX_CODE;
      case SIGNALED -> value >= 1 && value <= Protocol.MAX_SIGNAL;
      case RUNNING -> value == 0;
      default -> false;
    };
  }

  /** The payload, as an agent would write it. */
  public byte[] encode() {
    byte[] payload = new byte[BYTES];
    payload[0] = (byte) kind;
    payload[1] = (byte) (outputCut ? FLAG_CUT : 0);
    LittleEndian.put32(payload, 4, value);
    LittleEndian.put64(payload, 8, elapsedNanos);
    LittleEndian.put64(payload, 16, userMicros);
    LittleEndian.put64(payload, 24, systemMicros);
    LittleEndian.put64(payload, 32, maxResidentKib);
    return payload;
  }

  /** The code a shell would report: the exit code, or 128 and the signal number. */
  public int shellCode() {
    return kind == SIGNALED ? 128 + value : value;
  }
}
