package dev.hutch.agent.protocol;

/**
 * The operation runs.
 *
 * @param pid process id in the guest, 0 where there is no process
 * @param keptId the number under which the command is kept, 0 for one that is not
 * @param receivedNanos the guest's CLOCK_BOOTTIME when OPEN was read, ns
 * @param startedNanos the guest's CLOCK_BOOTTIME when the program had been started, ns
 */
public record Opened(int pid, int keptId, long receivedNanos, long startedNanos) {

  /** Bytes of the payload. */
  public static final int BYTES = 24;

  /** Of an operation without a kept command. */
  public Opened(int pid, long receivedNanos, long startedNanos) {
    this(pid, 0, receivedNanos, startedNanos);
  }

  /**
   * Reads a payload.
   *
   * @throws ProtocolException if it is malformed
   */
  public static Opened decode(byte[] from, int at, int length) {
    if (length != BYTES) {
      throw new ProtocolException("OPENED of " + length + " bytes");
    }
    return new Opened(
        LittleEndian.i32(from, at),
        LittleEndian.i32(from, at + 4),
        LittleEndian.i64(from, at + 8),
        LittleEndian.i64(from, at + 16));
  }

  /** The payload, as an agent would write it. */
  public byte[] encode() {
    byte[] payload = new byte[BYTES];
    LittleEndian.put32(payload, 0, pid);
    LittleEndian.put32(payload, 4, keptId);
    LittleEndian.put64(payload, 8, receivedNanos);
    LittleEndian.put64(payload, 16, startedNanos);
    return payload;
  }
}
