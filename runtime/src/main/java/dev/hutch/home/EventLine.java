package dev.hutch.home;

import dev.hutch.BoxEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An event as a line of text: six fields with tabs between. */
final class EventLine {
  private static final int FIELDS = 6;
  private static final int MAX_DETAIL = 1000;

  private EventLine() {}

  static String encode(BoxEvent event) {
    return String.join(
        "\t",
        Long.toString(event.time().toEpochMilli()),
        event.kind().name(),
        event.box(),
        event.name(),
        Long.toString(event.duration().toNanos()),
        oneLine(event.detail()));
  }

  static Optional<BoxEvent> decode(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BoxEvent(
              Instant.ofEpochMilli(Long.parseLong(fields[0])),
              BoxEvent.Kind.valueOf(fields[1]),
              fields[2],
              fields[3],
              Duration.ofNanos(Long.parseLong(fields[4])),
              fields[5]));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // damaged, or of a later version
    }
  }

  /** The first line says what failed; the console is in the box's own record. */
  private static String oneLine(String text) {
    String first = text.strip().lines().findFirst().orElse("");
    String cut = first.length() <= MAX_DETAIL ? first : first.substring(0, MAX_DETAIL) + "...";
    StringBuilder line = new StringBuilder(cut.length());
    cut.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return line.toString();
  }
}
