package dev.hutch.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;

/**
 * Names of a guest are bytes, those of Java text. UTF-8 is text as it is; a byte 0x80..0xFF that is
 * no part of any becomes the lone surrogate U+DC80..U+DCFF, which no UTF-8 gives, so that every
 * name comes back as the bytes it was.
 */
final class PathText {
  private static final int ESCAPE = 0xdc00;
  private static final int FIRST_ESCAPE = 0xdc80;
  private static final int LAST_ESCAPE = 0xdcff;

  private PathText() {}

  static String decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : escaped(bytes);
  }

  /**
   * The bytes of a text.
   *
   * @throws InvalidPathException if it has a surrogate that is alone and stands for no byte
   */
  static byte[] encode(String text) {
    return hasSurrogate(text) ? unescaped(text) : text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The one text that stands for the same bytes as this one.
   *
   * @throws InvalidPathException as {@link #encode}, and for NUL
   */
  static String canonical(String text) {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new InvalidPathException(text, "Nul character not allowed", nul);
    }
    return hasSurrogate(text) ? decode(unescaped(text)) : text;
  }

  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String escaped(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer from = ByteBuffer.wrap(bytes);
    CharBuffer to = CharBuffer.allocate(bytes.length);
    for (CoderResult result = decoder.decode(from, to, true);
        result.isError();
        result = decoder.decode(from, to, true)) {
      for (int i = 0; i < result.length(); i++) {
        to.put((char) (ESCAPE | (from.get() & 0xff)));
      }
    }
    return to.flip().toString();
  }

  private static byte[] unescaped(String text) {
    ByteBuffer to = ByteBuffer.allocate(3 * text.length());
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int point = text.codePointAt(i);
      next = i + Character.charCount(point);
      if (point >= FIRST_ESCAPE && point <= LAST_ESCAPE) {
        to.put((byte) point);
      } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw new InvalidPathException(text, "Malformed input: a surrogate without its other", i);
      } else {
        to.put(text.substring(i, next).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Arrays.copyOf(to.array(), to.position());
  }
}
