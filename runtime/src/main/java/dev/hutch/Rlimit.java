package dev.hutch;

import dev.hutch.agent.protocol.ResourceLimit;

/**
 * A limit on what each process of a command may take, see setrlimit(2).
 *
 * @param resource of what
 * @param soft the limit in force, in the resource's unit; {@link #UNLIMITED} for none
 * @param hard how far the command itself may raise it; {@link #UNLIMITED} for any value
 */
public record Rlimit(Resource resource, long soft, long hard) {
  /** No limit. */
  public static final long UNLIMITED = ResourceLimit.UNLIMITED;

  /** What can be limited. */
  public enum Resource {
    /** CPU time, seconds. */
    CPU,
    /** Size of a file written, bytes. */
    FILE_SIZE,
    /** Data segment, bytes. */
    DATA,
    /** Main thread's stack, bytes. */
    STACK,
    /** Core dump, bytes. */
    CORE,
    /** Resident set, bytes; without effect in Linux. */
    RESIDENT,
    /** Processes and threads of the user. */
    PROCESSES,
    /** Open files: one more than the highest descriptor. */
    OPEN_FILES,
    /** Locked memory, bytes. */
    LOCKED_MEMORY,
    /** Address space, bytes. */
    ADDRESS_SPACE,
    /** File locks; without effect in Linux. */
    LOCKS,
    /** Queued signals of the user. */
    PENDING_SIGNALS,
    /** Message queues of the user, bytes. */
    MESSAGE_QUEUES,
    /** Highest priority by nice: 20 minus the nice value. */
    NICE,
    /** Highest real-time priority. */
    REALTIME_PRIORITY,
    /** CPU time under a real-time policy without a pause, microseconds. */
    REALTIME_TIME
  }

  /**
   * Checks the limit.
   *
   * @throws InvalidSpecException if a value is negative and not {@link #UNLIMITED}, or the soft
   *     limit is above the hard one
   */
  public Rlimit {
    if (soft < UNLIMITED || hard < UNLIMITED || Long.compareUnsigned(soft, hard) > 0) {
      throw new InvalidSpecException(
          "the limit of "
              + resource
              + " is "
              + soft
              + " with a hard limit of "
              + hard
              + ", but must be -1 (none) or 0 and more, and not above the hard limit");
    }
  }

  /** A limit that the command cannot raise. */
  public static Rlimit of(Resource resource, long value) {
    return new Rlimit(resource, value, value);
  }

  ResourceLimit encoded() {
    return new ResourceLimit(ResourceLimit.Resource.valueOf(resource.name()), soft, hard);
  }
}
