package dev.hutch.files;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A glob, as {@link java.nio.file.FileSystem#getPathMatcher} describes it, as a pattern. */
final class Glob {
  private static final String NOT_SLASH = "[^/]";

  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean inGroup;

  private Glob(String glob) {
    this.glob = glob;
  }

  static Pattern pattern(String glob) {
    return new Glob(glob).translated();
  }

  private Pattern translated() {
    while (at < glob.length()) {
      char c = glob.charAt(at++);
      switch (c) {
        case '\\' -> literal(escaped());
        case '[' -> bracket();
        case '{' -> openGroup();
        case '}' -> closeGroup();
        case ',' -> regex.append(inGroup ? ")|(?:" : ",");
        case '*' -> star();
        case '?' -> regex.append(NOT_SLASH);
        default -> literal(c);
      }
    }
    if (inGroup) {
      throw broken("Missing '}'");
    }
    return Pattern.compile(regex.toString());
  }

  /** A surrogate stands for a character only with its other, so neither may be quoted alone. */
  private void literal(char c) {
    if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c > 0x7f) {
      regex.append(c);
    } else {
      regex.append(Pattern.quote(Character.toString(c)));
    }
  }

  private char escaped() {
    if (at == glob.length()) {
      throw broken("No character to escape");
    }
    return glob.charAt(at++);
  }

  private void star() {
    boolean acrossDirectories = peek() == '*';
    at += acrossDirectories ? 1 : 0;
    regex.append(acrossDirectories ? ".*" : NOT_SLASH + "*");
  }

  private void openGroup() {
    if (inGroup) {
      throw broken("Cannot nest groups");
    }
    inGroup = true;
    regex.append("(?:(?:");
  }

  private void closeGroup() {
    regex.append(inGroup ? "))" : "\\}");
    inGroup = false;
  }

  private void bracket() {
    regex.append('[').append(NOT_SLASH).append("&&[");
    if (peek() == '!') {
      at++;
      regex.append('^');
    }
    if (peek() == '-') {
      at++;
      regex.append("\\-");
    }
    int start = -1; // of what may become a range
    for (char c = inBracket(); c != ']'; c = inBracket()) {
      if (c == '-') {
        start = range(start);
      } else {
        inClass(c);
        start = c;
      }
    }
    regex.append("]]");
  }

  private int range(int start) {
    if (start < 0) {
      throw broken("Invalid range");
    }
    if (peek() == ']') {
      regex.append("\\-");
      return -1;
    }
    regex.append('-');
    char end = inBracket();
    if (end < start) {
      throw broken("Invalid range");
    }
    inClass(end);
    return -1;
  }

  private void inClass(char c) {
    if (c < 0x80 && !Character.isLetterOrDigit(c)) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private char inBracket() {
    if (at == glob.length()) {
      throw broken("Missing ']'");
    }
    char c = glob.charAt(at++);
    if (c == '/') {
      throw broken("Explicit 'name separator' in class");
    }
    return c;
  }

  private int peek() {
    return at < glob.length() ? glob.charAt(at) : -1;
  }

  private PatternSyntaxException broken(String why) {
    return new PatternSyntaxException(why, glob, at - 1);
  }
}
