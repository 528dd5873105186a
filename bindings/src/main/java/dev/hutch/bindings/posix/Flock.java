package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;

/**
 * Locks of flock(2). Such a lock belongs to the open file description: duplicates, inherited and
 * passed descriptors all hold it, and the kernel drops it when the last of them is closed, however
 * its holder ended.
 */
public final class Flock {
  private static final NativeFunction FLOCK = NativeFunction.ofRestartedInt("flock");

  private Flock() {}

  /**
   * Locks the file if nobody else has, without waiting.
   *
   * @return whether the lock is now held; false means another open file description holds it
   */
  public static boolean tryExclusive(Fd fd) {
    long result = FLOCK.call(fd.number(), LinuxConstants.LOCK_EX | LinuxConstants.LOCK_NB);
    if (result == -Errno.EAGAIN) {
      return false;
    }
    if (result < 0) {
      throw new PosixException("flock", fd + ", LOCK_EX|LOCK_NB", result);
    }
    return true;
  }

  /** Gives the lock up for all holders of this open file description. */
  public static void unlock(Fd fd) {
    long result = FLOCK.call(fd.number(), LinuxConstants.LOCK_UN);
    if (result < 0) {
      throw new PosixException("flock", fd + ", LOCK_UN", result);
    }
  }
}
