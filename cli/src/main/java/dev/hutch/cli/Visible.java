package dev.hutch.cli;

/** Guests write to consoles, and what they write must not command the reader's terminal. */
final class Visible {
  private Visible() {}

  /** On one line: every control character is shown as its escape. */
  static String line(String text) {
    return shown(text, "");
  }

  /** On several lines: all but line feed and tabulator. */
  static String lines(String text) {
    return shown(text, "\n\t");
  }

  private static String shown(String text, String allowed) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && allowed.indexOf(c) < 0) {
        shown.append(escape(c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  /** As Java and JSON write it. */
  static String escape(char c) {
    return "\\u" + Integer.toHexString(0x10000 | c).substring(1);
  }
}
