package dev.hutch.cli;

/** Words that mean something good or bad, in colours that say so (ECMA-48). */
final class Colour {
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";
  private static final String BOLD = "1";

  private Colour() {}

  /** A word for the state or outcome of something; others are left as they are. */
  static String of(String word) {
    return switch (word) {
      case "running", "ok" -> in(GREEN, word);
      case "starting", "unknown", "warning" -> in(YELLOW, word);
      case "failed", "FAILED" -> in(RED, word);
      default -> word;
    };
  }

  /** A title. */
  static String bold(String text) {
    return in(BOLD, text);
  }

  private static String in(String code, String text) {
    return "\33[" + code + "m" + text + "\33[m";
  }
}
