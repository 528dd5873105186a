package dev.hutch.vmm.control;

/**
 * Text of any kind in one line: {@code \n} for a newline, {@code \\} for itself, a space for a tab,
 * {@code ?} for other controls.
 */
public final class EscapedLine {
  /**
   * The longest text that is sent; of a longer one the end is kept, where a console says why it
   * stopped.
   */
  static final int MAX_TEXT = 16 * 1024;

  private EscapedLine() {}

  /** Returns the text as one line; of a very long one the end. */
  public static String escape(String text) {
    String kept =
        text.length() <= MAX_TEXT ? text : "..." + text.substring(text.length() - MAX_TEXT + 3);
    StringBuilder line = new StringBuilder(kept.length() + 16);
    for (int i = 0; i < kept.length(); i++) {
      char c = kept.charAt(i);
      if (c == '\n') {
        line.append("\\n");
      } else if (c == '\\') {
        line.append("\\\\");
      } else if (c == '\t') {
        line.append(' ');
      } else if (c != '\r') {
        line.append(isControl(c) ? '?' : c);
      }
    }
    return line.toString();
  }

  /** Returns whether a line from a position on has no control characters, as escaping leaves it. */
  public static boolean isEscaped(String line, int from) {
    for (int i = from; i < line.length(); i++) {
      if (isControl(line.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isControl(char c) {
    return c < ' ' || (c >= 0x7f && c < 0xa0);
  }

  /** Returns the text that was escaped. */
  public static String unescape(String line) {
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        c = line.charAt(i) == 'n' ? '\n' : line.charAt(i);
      }
      text.append(c);
    }
    return text.toString();
  }
}
