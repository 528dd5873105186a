package dev.hutch.jailer;

import java.time.Duration;

/**
 * The moment until which something may take, on the monotonic clock.
 *
 * @param nanoTime as {@link System#nanoTime()} counts
 */
public record Deadline(long nanoTime) {
  /** So far from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left, zero if it has passed. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** What is left in milliseconds, rounded up, as poll(2) takes it; 0 if it has passed. */
  public long leftMillis() {
    return left().plusNanos(999_999).toMillis();
  }

  /** Whether it has passed. */
  public boolean hasPassed() {
    return nanoTime - System.nanoTime() <= 0;
  }
}
