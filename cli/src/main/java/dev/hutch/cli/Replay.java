package dev.hutch.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What a terminal was shown before, shown to another: without the questions that programs ask
 * terminals (where the cursor is, what they are; ECMA-48 DSR and DA), whose answers would be typed
 * into a command that asked them long ago.
 */
final class Replay extends OutputStream {
  private static final int ESCAPE = 0x1b;
  private static final int LONGEST = 32;

  private final OutputStream to;
  private final byte[] held = new byte[LONGEST];
  private int length;
  private long past;

  /**
   * Passes on to another stream.
   *
   * @param past how many bytes are a repetition; what comes behind them is passed on as it is
   */
  Replay(OutputStream to, long past) {
    this.to = to;
    this.past = past;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int at = offset;
    for (; at < offset + count && past > 0; at++, past--) {
      repeat(bytes[at]);
    }
    if (past == 0) {
      release();
    }
    to.write(bytes, at, offset + count - at);
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  private void repeat(byte b) throws IOException {
    boolean begins = b == ESCAPE;
    if (begins || length == LONGEST) {
      release();
    }
    if (!begins && length == 0) {
      to.write(b);
      return;
    }
    held[length++] = b;
    if (length == 2 && b != '[') {
      release();
    } else if (length > 2 && b >= '@') {
      if (b == 'n' || b == 'c') {
        length = 0;
      }
      release();
    }
  }

  private void release() throws IOException {
    to.write(held, 0, length);
    length = 0;
  }
}
