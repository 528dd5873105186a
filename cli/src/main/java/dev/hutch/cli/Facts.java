package dev.hutch.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Facts by their JSON names, for people: a line for each, those of a group behind its name. */
final class Facts {
  private static final int GAP = 3;
  private static final Pattern BYTES = Pattern.compile("cache .*|spec (memory|disk)");

  private Facts() {}

  static String text(Map<String, @Nullable Object> facts, Terminal terminal) {
    Map<String, String> lines = new LinkedHashMap<>();
    add(lines, "", facts);
    int column = lines.keySet().stream().mapToInt(String::length).max().orElse(0) + GAP;
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (name, value) -> {
          boolean colours = terminal.colours();
          text.append(colours ? Colour.bold(name) : name).repeat(' ', column - name.length());
          String shown = value.replace("\n", "\n" + " ".repeat(column));
          text.append(colours ? Colour.of(shown) : shown).append('\n');
        });
    return text.toString();
  }

  private static void add(Map<String, String> lines, String group, Map<?, ?> facts) {
    for (Map.Entry<?, ?> fact : facts.entrySet()) {
      String name = group + words(String.valueOf(fact.getKey()));
      if (fact.getValue() instanceof Map<?, ?> inner) {
        add(lines, name.replace(" bytes", "") + " ", inner);
      } else {
        lines.put(name, shown(name, fact.getValue()));
      }
    }
  }

  private static String shown(String name, @Nullable Object value) {
    if (value instanceof Long bytes && BYTES.matcher(name).matches()) {
      return Bytes.words(bytes);
    }
    String text = value == null ? "" : value.toString();
    return text.isEmpty() ? "-" : Visible.lines(text.strip());
  }

  /** {@code startTimeoutSeconds} is start timeout seconds. */
  private static String words(String name) {
    return List.of(name.split("(?<=[a-z])(?=[A-Z])", -1)).stream()
        .map(word -> word.toLowerCase(Locale.ROOT))
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }
}
