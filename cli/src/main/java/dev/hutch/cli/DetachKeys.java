package dev.hutch.cli;

import java.util.Arrays;
import java.util.Locale;

/**
 * The keys that leave a command running, as Docker has them: {@code ctrl-} and a letter or one of
 * {@code @ [ \ ] ^ _}, or a character itself, several with commas between. A key that only begins
 * the sequence is held back until the next one tells.
 */
final class DetachKeys {
  static final String DEFAULT = "ctrl-p,ctrl-q";

  /** No keys: nothing is held back. */
  static final DetachKeys NONE = new DetachKeys(new byte[0]);

  private static final String CONTROL = "ctrl-";
  private static final int MOST = 16;

  private final byte[] keys;
  private int held;

  private DetachKeys(byte[] keys) {
    this.keys = keys;
  }

  /**
   * Reads them.
   *
   * @param text as typed behind {@code --detach-keys}; nothing for none
   */
  static DetachKeys parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    String[] names = text.split(",", -1);
    if (names.length > MOST) {
      throw new UsageException(
          "--detach-keys has " + names.length + " keys, but may have " + MOST + " at most");
    }
    byte[] keys = new byte[names.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(names[i], text);
    }
    return new DetachKeys(keys);
  }

  private static byte key(String name, String all) {
    if (name.length() == 1 && name.charAt(0) < 0x7f && name.charAt(0) >= ' ') {
      return (byte) name.charAt(0);
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(CONTROL) && lower.length() == CONTROL.length() + 1) {
      char c = lower.charAt(CONTROL.length());
      if ((c >= 'a' && c <= 'z') || "@[\\]^_".indexOf(c) >= 0) {
        return (byte) (c & 0x1f);
      }
    }
    throw new UsageException(
        "--detach-keys is '"
            + all
            + "', and '"
            + name
            + "' is no key: give characters and ctrl-a to ctrl-z (or ctrl- with one of @[\\]^_)"
            + " with commas between, such as "
            + DEFAULT);
  }

  /**
   * Whether the sequence ends in what was typed; what is typed behind it is nobody's.
   *
   * @param typed the next keys
   * @param count how many
   * @param passed gets what is the command's, those included that were held back; as large as all
   *     that and the longest sequence
   * @return how many bytes are the command's, or, where the sequence is complete, their number's
   *     complement
   */
  int pass(byte[] typed, int count, byte[] passed) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = next(typed[i], passed, length);
      if (keys.length > 0 && held == keys.length) {
        held = 0;
        return ~length;
      }
    }
    return length;
  }

  /** What is held back at the end of the input; it is the command's after all. */
  byte[] rest() {
    byte[] rest = Arrays.copyOf(keys, held);
    held = 0;
    return rest;
  }

  /** The keys held back are always the longest beginning of the sequence that was typed last. */
  private int next(byte key, byte[] passed, int length) {
    int end = length;
    while (held > 0 && keys[held] != key) {
      int shorter = border(held);
      System.arraycopy(keys, 0, passed, end, held - shorter);
      end += held - shorter;
      held = shorter;
    }
    if (keys.length > 0 && keys[held] == key) {
      held++;
    } else {
      passed[end++] = key;
    }
    return end;
  }

  /** The longest shorter beginning of the sequence with which its first {@code length} keys end. */
  private int border(int length) {
    for (int n = length - 1; n > 0; n--) {
      if (Arrays.equals(keys, 0, n, keys, length - n, length)) {
        return n;
      }
    }
    return 0;
  }
}
