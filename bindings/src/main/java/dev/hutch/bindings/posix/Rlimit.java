package dev.hutch.bindings.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A resource limit of this process, getrlimit(2).
 *
 * @param soft the limit in force; {@link #UNLIMITED} for none
 * @param hard what the soft limit can be raised to
 */
public record Rlimit(long soft, long hard) {
  /** No limit. */
  public static final long UNLIMITED = -1;

  /** Open descriptors: one more than the highest number. */
  public static final int NOFILE = LinuxConstants.RLIMIT_NOFILE;

  /** Size of a core file, bytes. */
  public static final int CORE = LinuxConstants.RLIMIT_CORE;

  /** Processes and threads of the user. */
  public static final int NPROC = LinuxConstants.RLIMIT_NPROC;

  /** Locked memory, bytes. */
  public static final int MEMLOCK = LinuxConstants.RLIMIT_MEMLOCK;

  /** Size of a file written, bytes. */
  public static final int FSIZE = LinuxConstants.RLIMIT_FSIZE;

  /** CPU time, seconds. */
  public static final int CPU = LinuxConstants.RLIMIT_CPU;

  /** Address space, bytes. */
  public static final int AS = LinuxConstants.RLIMIT_AS;

  private static final NativeFunction GETRLIMIT = NativeFunction.ofInt("getrlimit");
  private static final NativeFunction SETRLIMIT = NativeFunction.ofInt("setrlimit");

  /** Reads a limit. */
  public static Rlimit get(int resource) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(LinuxConstants.RLIMIT_SIZE, Long.BYTES);
      long result = GETRLIMIT.call(resource, limit.address());
      if (result < 0) {
        throw new PosixException("getrlimit", "resource " + resource, result);
      }
      return new Rlimit(
          limit.get(JAVA_LONG, LinuxConstants.RLIMIT_CURRENT),
          limit.get(JAVA_LONG, LinuxConstants.RLIMIT_MAXIMUM));
    }
  }

  /**
   * Sets a limit of this process and of those it starts from now on.
   *
   * @throws PosixException EPERM for a hard limit above the present one without the right to raise
   *     it, EINVAL for a soft limit above the hard one
   */
  public static void set(int resource, long soft, long hard) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(LinuxConstants.RLIMIT_SIZE, Long.BYTES);
      limit.set(JAVA_LONG, LinuxConstants.RLIMIT_CURRENT, soft);
      limit.set(JAVA_LONG, LinuxConstants.RLIMIT_MAXIMUM, hard);
      long result = SETRLIMIT.call(resource, limit.address());
      if (result < 0) {
        throw new PosixException("setrlimit", resource + ", " + soft + ", " + hard, result);
      }
    }
  }
}
