package dev.hutch;

/** Makes foreign text safe to show: control characters become visible. */
final class Printable {
  private static final int MAX = 200;

  private Printable() {}

  static String text(String foreign) {
    StringBuilder shown = new StringBuilder(foreign.length());
    for (int i = 0; i < foreign.length() && shown.length() < MAX; i++) {
      char c = foreign.charAt(i);
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\t' -> shown.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            shown.append(String.format("\\u%04x", (int) c));
          } else {
            shown.append(c);
          }
        }
      }
    }
    return shown.length() < MAX ? shown.toString() : shown + "...";
  }
}
