package dev.hutch.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259): too little of it to pay a library's start-up for. A value is a map, a
 * list, a text, a number, a truth value or null.
 */
final class Json {
  private static final String STEP = "  ";

  private final StringBuilder json = new StringBuilder();

  private Json() {}

  /** A value on one line. */
  static String line(@Nullable Object value) {
    Json json = new Json();
    json.add(value, null);
    return json.json.toString();
  }

  /** A value with each member on a line of its own. */
  static String lines(@Nullable Object value) {
    Json json = new Json();
    json.add(value, "");
    return json.json.append('\n').toString();
  }

  /** A list with each value on one line of its own. */
  static String list(List<? extends @Nullable Object> values) {
    StringBuilder json = new StringBuilder("[\n");
    for (int i = 0; i < values.size(); i++) {
      json.append(STEP).append(line(values.get(i)));
      json.append(i + 1 < values.size() ? ",\n" : "\n");
    }
    return json.append("]\n").toString();
  }

  /** A text as JSON has it. All control characters are escaped, terminals' own (C1) too. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        quoted.append(Visible.escape(c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private void add(@Nullable Object value, @Nullable String indent) {
    switch (value) {
      case null -> json.append("null");
      case Map<?, ?> map -> addAll('{', map.entrySet().iterator(), '}', indent);
      case List<?> list -> addAll('[', list.iterator(), ']', indent);
      case Map.Entry<?, ?> member -> {
        json.append(quote(String.valueOf(member.getKey()))).append(": ");
        add(member.getValue(), indent);
      }
      case Number number -> json.append(number);
      case Boolean truth -> json.append(truth);
      default -> json.append(quote(value.toString()));
    }
  }

  private void addAll(char begin, Iterator<?> values, char end, @Nullable String indent) {
    json.append(begin);
    String inner = indent == null ? null : indent + STEP;
    boolean any = values.hasNext();
    while (values.hasNext()) {
      lineBreak(inner);
      add(values.next(), inner);
      if (values.hasNext()) {
        json.append(inner == null ? ", " : ",");
      }
    }
    if (any) {
      lineBreak(indent);
    }
    json.append(end);
  }

  private void lineBreak(@Nullable String indent) {
    if (indent != null) {
      json.append('\n').append(indent);
    }
  }
}
