package dev.hutch.agent.protocol;

/**
 * What a guest uses. Times count from its boot: a rate is the difference of two looks.
 *
 * @param boottimeNanos the guest's CLOCK_BOOTTIME at the look, ns
 * @param cpus processors in use
 * @param processes processes, without the kernel's and the agent
 * @param userMicros CPU time in user mode, of all processors, us
 * @param systemMicros CPU time in the kernel, us
 * @param idleMicros CPU time idle, us
 * @param stolenMicros CPU time that the host gave to others, us
 * @param memoryBytes memory of the guest
 * @param availableBytes memory that new programs can get
 * @param cacheBytes memory that holds files' contents
 * @param diskBytes size of the box's disk
 * @param diskFreeBytes of it free
 * @param files files that fit on the box's disk
 * @param filesFree of them free
 * @param agentBytes resident memory of the agent
 * @param operations operations under way, this one included
 */
public record GuestStats(
    long boottimeNanos,
    int cpus,
    int processes,
    long userMicros,
    long systemMicros,
    long idleMicros,
    long stolenMicros,
    long memoryBytes,
    long availableBytes,
    long cacheBytes,
    long diskBytes,
    long diskFreeBytes,
    long files,
    long filesFree,
    long agentBytes,
    int operations) {
  /** Bytes that this version knows. */
  static final int BYTES = 120;

  /**
   * Reads what the operation STATS answers; what follows the known fields is ignored.
   *
   * @throws ProtocolException if it is too short, or a number is negative
   */
  public static GuestStats decode(byte[] answer) {
    if (answer.length < BYTES) {
      throw new ProtocolException("statistics of " + answer.length + " bytes");
    }
    return new GuestStats(
        count(answer, 0),
        number(answer, 8),
        number(answer, 12),
        count(answer, 16),
        count(answer, 24),
        count(answer, 32),
        count(answer, 40),
        count(answer, 48),
        count(answer, 56),
        count(answer, 64),
        count(answer, 72),
        count(answer, 80),
        count(answer, 88),
        count(answer, 96),
        count(answer, 104),
        number(answer, 112));
  }

  private static long count(byte[] from, int at) {
    return checked(LittleEndian.i64(from, at), at);
  }

  private static int number(byte[] from, int at) {
    return (int) checked(LittleEndian.i32(from, at), at);
  }

  private static long checked(long value, int at) {
    if (value < 0) {
      throw new ProtocolException("statistics with " + value + " at " + at);
    }
    return value;
  }
}
