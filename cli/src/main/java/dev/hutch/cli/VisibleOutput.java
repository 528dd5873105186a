package dev.hutch.cli;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Shows a guest's console on standard output as it comes: as {@link Visible#lines}, and with line
 * feeds alone at the ends of lines. What may be half of a character waits for its other half.
 */
final class VisibleOutput extends OutputStream {
  private static final int LONGEST_CHARACTER = 4;
  private static final byte[] NONE = new byte[0];

  private final Terminal terminal;
  private byte[] waiting = NONE;

  VisibleOutput(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int at, int length) {
    byte[] all = Arrays.copyOf(waiting, waiting.length + length);
    System.arraycopy(bytes, at, all, waiting.length, length);
    int whole = whole(all);
    waiting = Arrays.copyOfRange(all, whole, all.length);
    show(all, whole);
  }

  /** Shows what waited, too. */
  @Override
  public void close() {
    byte[] last = waiting;
    waiting = NONE;
    show(last, last.length);
  }

  private void show(byte[] bytes, int length) {
    if (length > 0) {
      String text = new String(bytes, 0, length, StandardCharsets.UTF_8).replace("\r\n", "\n");
      terminal.print(Visible.lines(text));
    }
  }

  /** Up to where there is neither half of a character at the end, nor half of a line's end. */
  private static int whole(byte[] bytes) {
    int length = bytes.length;
    for (int back = 1; back <= Math.min(LONGEST_CHARACTER - 1, length); back++) {
      int first = bytes[length - back] & 0xff;
      if (first >= 0xc0) {
        int size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        return size > back ? length - back : length;
      }
      if (first < 0x80) {
        break;
      }
    }
    return length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
  }
}
