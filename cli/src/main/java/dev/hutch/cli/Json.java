package dev.hutch.cli;

import dev.hutch.HostCheck;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * The JSON of {@code hutch doctor}: too little of it to pay a library's start-up for (RFC 8259).
 */
final class Json {
  private Json() {}

  static void print(List<HostCheck> checks, PrintStream out) {
    out.println("[");
    for (int i = 0; i < checks.size(); i++) {
      HostCheck check = checks.get(i);
      out.print("  {\"name\": " + quote(check.name()));
      out.print(", \"outcome\": " + quote(check.outcome().name().toLowerCase(Locale.ROOT)));
      out.print(", \"detail\": " + quote(check.detail()));
      out.print(", \"remedy\": " + quote(check.remedy()) + "}");
      out.println(i + 1 < checks.size() ? "," : "");
    }
    out.println("]");
  }

  static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '\u007f') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
