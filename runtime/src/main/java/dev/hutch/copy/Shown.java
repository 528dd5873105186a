package dev.hutch.copy;

import java.util.List;

/** Foreign paths in messages. */
final class Shown {
  private static final int LONGEST = 200;

  private Shown() {}

  static String text(String foreign) {
    StringBuilder shown = new StringBuilder("'");
    foreign
        .codePoints()
        .limit(LONGEST)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.append(foreign.length() > LONGEST ? "...'" : "'").toString();
  }

  static String path(List<String> components) {
    return text(components.isEmpty() ? "." : String.join("/", components));
  }
}
