package dev.hutch.perf;

import dev.hutch.perf.table.Milliseconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Measured durations, and what they come to. Immutable, never empty. */
public final class Distribution {
  private static final int HUNDRED = 100;

  private final List<Duration> sorted;

  private Distribution(List<Duration> sorted) {
    this.sorted = sorted;
  }

  /**
   * Of these durations, in any order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Distribution of(Collection<Duration> durations) {
    if (durations.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Duration> sorted = new ArrayList<>(durations);
    Collections.sort(sorted);
    return new Distribution(sorted);
  }

  /** How many there are. */
  public int count() {
    return sorted.size();
  }

  /** The shortest. */
  public Duration min() {
    return sorted.getFirst();
  }

  /** The longest. */
  public Duration max() {
    return sorted.getLast();
  }

  /** The 50th percentile. */
  public Duration median() {
    return percentile(HUNDRED / 2);
  }

  /**
   * The shortest of the measured durations that this part of all of them does not exceed (nearest
   * rank, nothing interpolated): of fewer than a hundred, the 99th percentile is the longest.
   *
   * @param percent 1 to 100
   */
  public Duration percentile(int percent) {
    if (percent < 1 || percent > HUNDRED) {
      throw new IllegalArgumentException("percent is " + percent + ", but must be 1 to 100");
    }
    long rank = Math.ceilDiv((long) percent * sorted.size(), HUNDRED);
    return sorted.get((int) rank - 1);
  }

  /** Such as {@code median 812.3 ms of 20 (790.1..1103.9)}. */
  @Override
  public String toString() {
    return "median %s ms of %d (%s..%s)"
        .formatted(
            Milliseconds.text(median()),
            count(),
            Milliseconds.text(min()),
            Milliseconds.text(max()));
  }
}
