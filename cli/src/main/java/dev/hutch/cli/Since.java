package dev.hutch.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A moment in the past, as people type it. */
final class Since {
  private Since() {}

  /**
   * Reads it.
   *
   * @param text a time with its offset, such as 2026-01-31T12:00:00Z, or how long ago: a whole
   *     number with s, m, h or d
   * @param now from which it is counted back
   */
  static Instant read(String text, Instant now) {
    try {
      return text.contains("T") ? OffsetDateTime.parse(text).toInstant() : now.minus(ago(text));
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new UsageException(
          "--since is '"
              + text
              + "': give how long ago, such as 90s, 10m, 2h or 7d, or a time such as"
              + " 2026-01-31T12:00:00Z");
    }
  }

  private static Duration ago(String text) {
    if (text.length() < 2) {
      throw new IllegalArgumentException(text);
    }
    int last = text.length() - 1;
    long count = Long.parseUnsignedLong(text, 0, last, 10);
    return switch (text.charAt(last)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      default -> throw new IllegalArgumentException(text);
    };
  }
}
