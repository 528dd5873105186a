package dev.hutch.perf.table;

import java.time.Duration;
import java.util.Locale;

/** How durations are written everywhere here: in milliseconds, without the unit. */
public final class Milliseconds {
  private static final double NANOS = 1e6;

  private Milliseconds() {}

  /** With three decimals below 1 ms, two below 10, else one; {@code 0.042}, {@code 812.3}. */
  public static String text(Duration duration) {
    double value = duration.toNanos() / NANOS;
    int decimals = value < 1 ? 3 : value < 10 ? 2 : 1;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
