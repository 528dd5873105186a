package dev.hutch;

import java.io.IOException;
import java.io.InputStream;

/** Fails after three bytes. */
final class BrokenInput extends InputStream {
  private int left = 3;

  @Override
  public int read() throws IOException {
    if (left-- == 0) {
      throw new IOException("worn out");
    }
    return 'x';
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    to[at] = (byte) read();
    return 1;
  }
}
