package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;

/**
 * Exclusive locks on whole files that belong to the open file description, "OFD locks" of fcntl(2):
 * duplicates, inherited and passed descriptors all hold it, and the kernel drops it when the last
 * of them is closed, however its holder ended. Unlike with flock(2) one can ask whether somebody
 * holds it without taking it.
 */
public final class OfdLock {
  // The structure is all zeros but for its type: from the start (SEEK_SET, 0) to the end, however
  // the file grows (length 0), by no process (pid 0, as OFD locks demand).
  private static final NativeFunction FCNTL = NativeFunction.ofRestartedInt("fcntl");

  private OfdLock() {}

  /**
   * Locks the file if nobody else has, without waiting.
   *
   * @param fd open for writing
   * @return whether the lock is now held; false means another open file description holds it
   */
  public static boolean tryExclusive(Fd fd) {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock lock = NativeBlock.allocate(arena, LinuxConstants.FLOCK_SIZE);
      lock.putShort(LinuxConstants.FLOCK_TYPE, LinuxConstants.F_WRLCK);
      long result = FCNTL.call(fd.number(), LinuxConstants.F_OFD_SETLK, lock.address());
      if (result == -Errno.EAGAIN || result == -Errno.EACCES) {
        return false;
      }
      if (result < 0) {
        throw new PosixException("fcntl", fd + ", F_OFD_SETLK, F_WRLCK", result);
      }
      return true;
    }
  }

  /**
   * Whether another open file description holds the lock now. Takes nothing, so it keeps nobody
   * from the lock, not even for a moment.
   *
   * @param fd open for reading or writing
   */
  public static boolean isHeldElsewhere(Fd fd) {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock lock = NativeBlock.allocate(arena, LinuxConstants.FLOCK_SIZE);
      lock.putShort(LinuxConstants.FLOCK_TYPE, LinuxConstants.F_WRLCK);
      long result = FCNTL.call(fd.number(), LinuxConstants.F_OFD_GETLK, lock.address());
      if (result < 0) {
        throw new PosixException("fcntl", fd + ", F_OFD_GETLK", result);
      }
      return lock.getShort(LinuxConstants.FLOCK_TYPE) != LinuxConstants.F_UNLCK;
    }
  }
}
