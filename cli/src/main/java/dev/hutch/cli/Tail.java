package dev.hutch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The last lines of what there is already, and all that comes after it. */
final class Tail extends OutputStream {
  private final OutputStream to;
  private final int lines;
  private final ByteArrayOutputStream past = new ByteArrayOutputStream();
  private long missing;

  /**
   * Passes on to another stream.
   *
   * @param lines how many of what there is already
   * @param past how many bytes there are already, at least: that many are held back until all of
   *     them have come
   */
  Tail(OutputStream to, int lines, long past) {
    this.to = to;
    this.lines = lines;
    this.missing = past;
  }

  /** The last lines of a text; what stands behind its last line feed counts as one. */
  static byte[] lastLines(byte[] text, int lines) {
    int begin = text.length;
    for (int left = lines; begin > 0; begin--) {
      boolean ends = text[begin - 1] == '\n' && begin < text.length;
      if (left == 0 || (ends && --left == 0)) {
        break;
      }
    }
    return java.util.Arrays.copyOfRange(text, begin, text.length);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int held = (int) Math.min(length, missing);
    if (held > 0) {
      past.write(bytes, offset, held);
      missing -= held;
      if (missing > 0) {
        return;
      }
      release();
    }
    to.write(bytes, offset + held, length - held);
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  /** To be called when no more comes. */
  void end() throws IOException {
    missing = 0;
    release();
    flush();
  }

  private void release() throws IOException {
    to.write(lastLines(past.toByteArray(), lines));
    past.reset();
  }
}
