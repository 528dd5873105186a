package dev.hutch.bindings.posix;

/** The clock that all processes of this machine share and nobody sets. */
public final class MonotonicClock {
  private MonotonicClock() {}

  /**
   * Nanoseconds of {@code CLOCK_MONOTONIC}: times of different processes of one machine can be
   * compared. On Linux that is what {@link System#nanoTime()} reads.
   */
  public static long nanos() {
    return System.nanoTime();
  }
}
