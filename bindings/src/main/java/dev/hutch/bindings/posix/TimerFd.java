package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * Wakes a {@link Poll} when the real-time clock of this machine is set, or the machine has slept,
 * and at a point in time: timerfd_create(2) with TFD_TIMER_CANCEL_ON_SET. Nothing here blocks.
 */
public final class TimerFd implements AutoCloseable {
  private static final NativeFunction CREATE = NativeFunction.ofInt("timerfd_create");
  private static final NativeFunction SETTIME = NativeFunction.ofInt("timerfd_settime");
  private static final int FLAGS =
      LinuxConstants.TFD_TIMER_ABSTIME | LinuxConstants.TFD_TIMER_CANCEL_ON_SET;

  private final Fd fd;

  private TimerFd(Fd fd) {
    this.fd = fd;
  }

  /**
   * Makes a timer on the real-time clock, which watches the clock and has no time of its own yet.
   */
  public static TimerFd realtime() {
    long result =
        CREATE.call(
            LinuxConstants.CLOCK_REALTIME,
            LinuxConstants.TFD_CLOEXEC | LinuxConstants.TFD_NONBLOCK);
    if (result < 0) {
      throw new PosixException("timerfd_create", "CLOCK_REALTIME", result);
    }
    TimerFd timer = new TimerFd(Fd.adopt((int) result));
    try {
      timer.wakeAt(Instant.MAX);
      return timer;
    } catch (RuntimeException e) {
      timer.close();
      throw e;
    }
  }

  /**
   * Sets the time at which it wakes, once, in place of the one it had.
   *
   * @param when of the real-time clock; {@link Instant#MAX} for never
   */
  public void wakeAt(Instant when) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(LinuxConstants.ITIMERSPEC_SIZE, Long.BYTES);
      NativeBlock time = new NativeBlock(memory);
      // The kernel takes what is beyond its own range as its end; zero would disarm.
      time.putLong(LinuxConstants.ITIMERSPEC_VALUE, Math.max(0, when.getEpochSecond()));
      time.putLong(LinuxConstants.ITIMERSPEC_VALUE + Long.BYTES, Math.max(1, when.getNano()));
      long result = SETTIME.call(fd.number(), FLAGS, time.address(), 0);
      if (result < 0) {
        throw new PosixException("timerfd_settime", when.toString(), result);
      }
    }
  }

  /** The descriptor to poll for {@link Poll#IN}; still owned here. */
  public Fd fd() {
    return fd;
  }

  /**
   * Takes notice of what has woken; the descriptor is not readable afterwards, and goes on watching
   * the clock.
   *
   * @return whether there was something
   */
  public boolean drain() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment expirations = arena.allocate(Long.BYTES, Long.BYTES);
      long result = fd.tryRead(expirations, 0, Long.BYTES);
      if (result == -Errno.EAGAIN) {
        return false;
      }
      if (result < 0 && result != -Errno.ECANCELED) {
        throw new PosixException("read", fd.toString(), result);
      }
      return true;
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
