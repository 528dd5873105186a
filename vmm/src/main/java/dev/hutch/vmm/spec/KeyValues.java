package dev.hutch.vmm.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text of one {@code key=value} per line, read strictly: no key twice, none unknown, no blank line,
 * no control character. Not a map and not an expression: it is read on the shim's start path, where
 * each class counts.
 */
public final class KeyValues {
  private final List<String> keys = new ArrayList<>();
  private final List<@Nullable String> values = new ArrayList<>();

  private KeyValues() {}

  /**
   * Splits a text into its lines.
   *
   * @param text lines, each ended by a newline but for the last, which may be
   * @param start where the first line begins
   * @throws VmSpecException if a line has no key, no {@code =} or a control character, or a key
   *     comes twice
   */
  public static KeyValues parse(String text, int start) {
    KeyValues parsed = new KeyValues();
    int at = start;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        end = text.length();
      }
      parsed.add(text.substring(at, end));
      at = end + 1;
    }
    return parsed;
  }

  private void add(String line) {
    int equals = line.indexOf('=');
    if (equals <= 0) {
      throw new VmSpecException("line '" + Rules.shown(line) + "' is not key=value");
    }
    String key = line.substring(0, equals);
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).equals(key)) {
        throw new VmSpecException("key '" + Rules.shown(key) + "' comes twice");
      }
    }
    keys.add(Rules.line("key", key));
    values.add(Rules.line(key, line.substring(equals + 1)));
  }

  /**
   * Takes out a value that has to be there.
   *
   * @throws VmSpecException if it is not
   */
  public String take(String key) {
    String value = takeOptional(key);
    if (value == null) {
      throw new VmSpecException("key '" + key + "' is missing");
    }
    return value;
  }

  /** Takes out a value, or returns null if it is not there (any more). */
  public @Nullable String takeOptional(String key) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).equals(key)) {
        return values.set(i, null);
      }
    }
    return null;
  }

  /**
   * Takes out a decimal number as {@link Long#toString(long)} writes it: no plus, no leading zeros.
   *
   * @throws VmSpecException if it is missing or no such number
   */
  public long takeNumber(String key) {
    String value = take(key);
    try {
      long number = Long.parseLong(value);
      if (Long.toString(number).equals(value)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number in another notation
    }
    throw new VmSpecException(key + ": '" + Rules.shown(value) + "' is not a decimal number");
  }

  /**
   * Takes out a number that fits an {@code int}.
   *
   * @throws VmSpecException if it is missing, no number, or out of range
   */
  public int takeInt(String key) {
    long value = takeNumber(key);
    if (value != (int) value) {
      throw new VmSpecException(key + ": " + value + " is out of range");
    }
    return (int) value;
  }

  /**
   * Takes out {@code true} or {@code false}.
   *
   * @throws VmSpecException if it is missing or anything else
   */
  public boolean takeBoolean(String key) {
    String value = take(key);
    if (value.equals("true")) {
      return true;
    }
    if (value.equals("false")) {
      return false;
    }
    throw new VmSpecException(key + ": '" + Rules.shown(value) + "' is neither true nor false");
  }

  /**
   * Ends the reading.
   *
   * @throws VmSpecException if a key was never asked for
   */
  public void finish() {
    for (int i = 0; i < keys.size(); i++) {
      if (values.get(i) != null) {
        throw new VmSpecException("key '" + Rules.shown(keys.get(i)) + "' is unknown");
      }
    }
  }
}
