package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that crosses the border to a guest. */
final class Text {
  private Text() {}

  /**
   * The text's UTF-8 bytes, at most {@link Protocol#MAX_MESSAGE} of them, no character cut in two.
   */
  static byte[] bounded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= Protocol.MAX_MESSAGE) {
      return bytes;
    }
    int end = Protocol.MAX_MESSAGE;
    while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  /** The text with control characters replaced, so that a guest cannot drive a terminal. */
  static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) ? '?' : c);
    }
    return clean.toString();
  }
}
