package dev.hutch.cli;

import dev.hutch.BoxEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event on one line. */
final class EventText {
  private EventText() {}

  static String json(BoxEvent event) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("time", event.time());
    json.put("kind", event.kind());
    json.put("box", event.box());
    json.put("name", event.name());
    json.put("milliseconds", milliseconds(event.duration()));
    json.put("detail", event.detail());
    return Json.line(json) + '\n';
  }

  /** For people: words in a fixed order, what is empty left out. */
  static String words(BoxEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%-24s  %-8s  ", event.time(), event.kind()));
    line.append(event.box());
    if (!event.name().isEmpty()) {
      line.append(" (").append(event.name()).append(')');
    }
    if (!event.duration().isZero()) {
      line.append(String.format(Locale.ROOT, "  %.1f ms", milliseconds(event.duration())));
    }
    if (!event.detail().isEmpty()) {
      line.append("  ").append(event.detail());
    }
    return Visible.line(line.toString()) + '\n';
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
