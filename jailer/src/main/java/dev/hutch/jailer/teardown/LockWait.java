package dev.hutch.jailer.teardown;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Inotify;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.lock.BoxLock;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a lock that others hold. Whoever they are and whether we may see them or not, the
 * kernel tells when the last copy of their descriptor is closed, by inotify(7): a holder's pidfd
 * would not tell of one that lets go and lives on.
 */
final class LockWait {
  /**
   * A lock whose directory was moved away is told of by nobody; others may have begun meanwhile.
   */
  private static final long LOOK_AGAIN_MILLIS = 100;

  /** Where this user's inotify instances are used up. */
  private static final long LOOK_WITHOUT_MILLIS = 10;

  /** The kernel tells of the closing first and drops the lock next, microseconds later. */
  private static final int LOOKS_AFTER_CLOSING = 20;

  private static final long PAUSE_NANOS = 50_000;

  private LockWait() {}

  /** Returns when the lock may have become free, and after a tenth of a second in any case. */
  static void await(Path lock, Deadline deadline) {
    try (Inotify inotify = Inotify.create()) {
      inotify.add(
          lock, Inotify.CLOSE_WRITE | Inotify.ATTRIBUTES | Inotify.DELETE_SELF | Inotify.MOVE_SELF);
      if (!BoxLock.isHeld(lock)) {
        return;
      }
      Poll closing = new Poll();
      closing.add(inotify.fd(), Poll.IN);
      if (closing.poll(Math.min(LOOK_AGAIN_MILLIS, deadline.leftMillis())) > 0) {
        afterClosing(lock);
      }
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return; // removed meanwhile
      }
      if (e.errno() != Errno.EMFILE && e.errno() != Errno.ENOSPC) {
        throw e;
      }
      new Poll().poll(Math.min(LOOK_WITHOUT_MILLIS, deadline.leftMillis()));
    }
  }

  private static void afterClosing(Path lock) {
    for (int i = 0; i < LOOKS_AFTER_CLOSING && BoxLock.isHeld(lock); i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
