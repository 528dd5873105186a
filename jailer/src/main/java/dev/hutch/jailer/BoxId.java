package dev.hutch.jailer;

import java.util.regex.Pattern;

/**
 * The name by which the kernel's facts about a box are found: one element of the shim's argv, a
 * directory, a cgroup.
 *
 * <p>A value holds only characters that mean nothing to a path, a shell, a cgroup or an option
 * parser.
 *
 * @param value 1 to 63 of {@code a-z 0-9 . _ -}, the first a letter or digit
 */
public record BoxId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  /**
   * Checks the form of the id.
   *
   * @throws IllegalArgumentException if it does not have that form
   */
  public BoxId {
    if (!isOne(value)) {
      throw new IllegalArgumentException(
          "box id "
              + quoted(value)
              + " is not usable: give 1 to 63 of a-z 0-9 . _ - and begin with a letter or digit");
    }
  }

  /** Whether a text has the form of an id. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("'");
    text.codePoints()
        .limit(80)
        .forEach(
            c -> {
              if (c < 0x20 || c == 0x7f) {
                out.append(String.format("\\x%02x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('\'').toString();
  }
}
