package dev.hutch.agent.protocol;

/**
 * A limit on what each process of a command may take, see setrlimit(2).
 *
 * @param resource of what
 * @param soft the limit in force, in the resource's unit; {@link #UNLIMITED} for none
 * @param hard how far the command itself may raise it; {@link #UNLIMITED} for any value
 */
public record ResourceLimit(Resource resource, long soft, long hard) {
  /** No limit. */
  public static final long UNLIMITED = -1;

  /** Bytes of a limit in a request. */
  static final int BYTES = 17;

  /** What can be limited, with Linux's number. */
  public enum Resource {
    /** CPU time, seconds. */
    CPU(0),
    /** Size of a file written, bytes. */
    FILE_SIZE(1),
    /** Data segment, bytes. */
    DATA(2),
    /** Main thread's stack, bytes. */
    STACK(3),
    /** Core dump, bytes. */
    CORE(4),
    /** Resident set, bytes; without effect in Linux. */
    RESIDENT(5),
    /** Processes and threads of the user. */
    PROCESSES(6),
    /** Open files: one more than the highest descriptor. */
    OPEN_FILES(7),
    /** Locked memory, bytes. */
    LOCKED_MEMORY(8),
    /** Address space, bytes. */
    ADDRESS_SPACE(9),
    /** File locks; without effect in Linux. */
    LOCKS(10),
    /** Queued signals of the user. */
    PENDING_SIGNALS(11),
    /** Message queues of the user, bytes. */
    MESSAGE_QUEUES(12),
    /** Highest priority by nice: 20 minus the nice value. */
    NICE(13),
    /** Highest real-time priority. */
    REALTIME_PRIORITY(14),
    /** CPU time under a real-time policy without a pause, microseconds. */
    REALTIME_TIME(15);

    private final int number;

    Resource(int number) {
      this.number = number;
    }
  }

  /**
   * Creates a limit.
   *
   * @throws IllegalArgumentException if the soft limit is above the hard one
   */
  public ResourceLimit {
    if (Long.compareUnsigned(soft, hard) > 0) {
      throw new IllegalArgumentException(
          "limit of " + resource + ": " + soft + " is above its hard limit of " + hard);
    }
  }

  /** A limit that the command cannot raise. */
  public static ResourceLimit of(Resource resource, long value) {
    return new ResourceLimit(resource, value, value);
  }

  void put(byte[] to, int at) {
    to[at] = (byte) resource.number;
    LittleEndian.put64(to, at + 1, soft);
    LittleEndian.put64(to, at + 9, hard);
  }
}
