package dev.hutch.jailer.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code /proc/<pid>/cmdline}: elements that each end with a NUL, the last one perhaps not.
 */
final class CommandLine {
  private CommandLine() {}

  static List<String> elements(byte[] bytes, int length) {
    List<String> elements = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= length; i++) {
      boolean end = i == length;
      if (end ? i > start : bytes[i] == 0) {
        elements.add(new String(bytes, start, i - start, UTF_8));
        start = i + 1;
      }
    }
    return List.copyOf(elements);
  }

  /** Whether one element, as a whole, is this one. */
  static boolean has(byte[] bytes, int length, byte[] element) {
    for (int end = length; end > 0; ) {
      // what ends with the last NUL, or without one
      int stop = bytes[end - 1] == 0 ? end - 1 : end;
      int start = start(bytes, stop);
      if (stop - start == element.length && isAt(bytes, start, element)) {
        return true;
      }
      end = start;
    }
    return false;
  }

  /** The last element; empty if there is none or it is longer than {@code longest} bytes. */
  static String last(byte[] bytes, int length, int longest) {
    int stop = length > 0 && bytes[length - 1] == 0 ? length - 1 : length;
    int start = start(bytes, stop);
    return stop - start > longest ? "" : new String(bytes, start, stop - start, UTF_8);
  }

  private static int start(byte[] bytes, int stop) {
    int start = stop;
    while (start > 0 && bytes[start - 1] != 0) {
      start--;
    }
    return start;
  }

  private static boolean isAt(byte[] bytes, int start, byte[] element) {
    for (int i = 0; i < element.length; i++) {
      if (bytes[start + i] != element[i]) {
        return false;
      }
    }
    return true;
  }
}
