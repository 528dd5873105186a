package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.ref.Reference;
import java.time.Duration;

/**
 * A set of descriptors to wait for, poll(2), to be used again and again by one thread at a time. It
 * borrows the descriptors.
 */
public final class Poll {
  /** There is something to read, or a connection to accept. */
  public static final short IN = LinuxConstants.POLLIN;

  /** There is room to write. */
  public static final short OUT = LinuxConstants.POLLOUT;

  /** The other side will write no more. */
  public static final short RDHUP = LinuxConstants.POLLRDHUP;

  /** Exceptional condition, such as a change of a cgroup's event file. */
  public static final short PRI = LinuxConstants.POLLPRI;

  /** Reported unasked: an error. */
  public static final short ERR = LinuxConstants.POLLERR;

  /** Reported unasked: the other side is closed. */
  public static final short HUP = LinuxConstants.POLLHUP;

  /** Reported unasked: no open descriptor. */
  public static final short NVAL = LinuxConstants.POLLNVAL;

  private static final NativeFunction POLL = NativeFunction.ofInt("poll");
  private static final long NANOS_PER_MILLI = 1_000_000;

  private NativeBlock entries;
  private int count;

  /** An empty set. */
  public Poll() {
    entries = allocate(8);
  }

  /** Takes all descriptors out of the set. */
  public void clear() {
    count = 0;
  }

  /** The number of descriptors in the set. */
  public int size() {
    return count;
  }

  /**
   * Adds a descriptor.
   *
   * @param events what to wait for; 0 waits only for what is reported unasked
   * @return its index in the set
   */
  public int add(Fd fd, int events) {
    long used = (long) count * LinuxConstants.POLLFD_SIZE;
    if (used == entries.size()) {
      byte[] kept = new byte[entries.size()];
      entries.get(0, kept, 0, kept.length);
      entries = allocate(2 * count);
      entries.put(0, kept, 0, kept.length);
    }
    entries.putInt(used + LinuxConstants.POLLFD_FD, fd.number());
    entries.putShort(used + LinuxConstants.POLLFD_REVENTS, 0);
    count++;
    setEvents(count - 1, events);
    return count - 1;
  }

  /** Changes what to wait for at an index. */
  public void setEvents(int index, int events) {
    entries.putShort(entry(index) + LinuxConstants.POLLFD_EVENTS, events);
  }

  /** What the last {@link #poll} found at an index, a combination of this class's constants. */
  public int revents(int index) {
    return entries.getShort(entry(index) + LinuxConstants.POLLFD_REVENTS);
  }

  /**
   * Waits until one of the descriptors is ready or the time is over. Goes on waiting when a signal
   * interrupts it.
   *
   * @param timeoutMillis milliseconds; 0 only looks, a negative number waits without end
   * @return how many descriptors have something to report
   */
  public int poll(long timeoutMillis) {
    long start = timeoutMillis > 0 ? MonotonicClock.nanos() : 0;
    long left = Math.min(timeoutMillis, Integer.MAX_VALUE);
    try {
      while (true) {
        long result = POLL.call(entries.address(), count, Math.max(left, -1));
        if (result >= 0) {
          return (int) result;
        }
        if (result != -Errno.EINTR) {
          throw new PosixException("poll", count + " descriptors", result);
        }
        if (timeoutMillis > 0) {
          long passed = (MonotonicClock.nanos() - start) / NANOS_PER_MILLI;
          left = Math.max(0, Math.min(timeoutMillis - passed, Integer.MAX_VALUE));
        }
      }
    } finally {
      // The collector frees the entries with this object; their address does not hold it.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Waits until one descriptor can be read without blocking, has an error or is hung up.
   *
   * @param timeout how long, rounded up to milliseconds
   * @return whether it can be
   */
  public static boolean waitReadable(Fd fd, Duration timeout) {
    Poll poll = new Poll();
    poll.add(fd, IN);
    return poll.poll(timeout.plusNanos(NANOS_PER_MILLI - 1).toMillis()) > 0;
  }

  private long entry(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return (long) index * LinuxConstants.POLLFD_SIZE;
  }

  private static NativeBlock allocate(int capacity) {
    // Freed with this object: a set lives as long as its loop and needs no close().
    return NativeBlock.allocate(Arena.ofAuto(), (long) capacity * LinuxConstants.POLLFD_SIZE);
  }
}
