package dev.hutch.cli;

import java.time.Duration;
import java.time.Instant;

/** A time as people say it: the largest unit that counts two, or the one below. */
final class Elapsed {
  private Elapsed() {}

  /** From a moment to another; of clocks that disagree nothing is made. */
  static String words(Instant from, Instant to) {
    return words(Duration.between(from, to));
  }

  static String words(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 1) {
      return "less than a second";
    }
    if (seconds < 120) {
      return count(seconds, "second");
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return count(minutes, "minute");
    }
    long hours = minutes / 60;
    return hours < 48 ? count(hours, "hour") : count(hours / 24, "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
