package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MonotonicClock;
import dev.hutch.bindings.posix.TimerFd;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The host's real-time clock, with a descriptor that becomes readable when it was set or the host
 * has slept: guests do not notice either. For one thread.
 */
public final class HostClock implements AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Two clocks cannot be read at the same time. */
  private static final long TOLERANCE_NANOS = 1_000_000;

  private final TimerFd wake;
  private final LongSupplier realtime;
  private long ahead;

  /**
   * Watches it.
   *
   * @param wake becomes readable when there is reason to look
   * @param realtime the clock
   */
  HostClock(TimerFd wake, LongSupplier realtime) {
    this.wake = wake;
    this.realtime = realtime;
    this.ahead = aheadOfMonotonic();
  }

  /** Watches the host's. */
  public static HostClock open() {
    return new HostClock(TimerFd.realtime(), new Realtime());
  }

  /** A class, since a lambda is made at run time, when a shim starts. */
  private static final class Realtime implements LongSupplier {
    @Override
    public long getAsLong() {
      Instant now = Instant.now();
      return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
  }

  /** What to poll. */
  Fd wake() {
    return wake.fd();
  }

  /** Nanoseconds since 1970. */
  long realtimeNanos() {
    return realtime.getAsLong();
  }

  /** Whether it has jumped since it was last asked; to be asked when {@link #wake} is readable. */
  boolean hasJumped() {
    wake.drain();
    long before = ahead;
    ahead = aheadOfMonotonic();
    return Math.abs(ahead - before) > TOLERANCE_NANOS;
  }

  /** The monotonic clock is never set, and stands still while the host sleeps. */
  private long aheadOfMonotonic() {
    return realtime.getAsLong() - MonotonicClock.nanos();
  }

  @Override
  public void close() {
    wake.close();
  }
}
