package dev.hutch.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output for work that has failures of its own to tell: see {@link UnwrittenException}.
 */
final class Printed extends OutputStream {
  private final OutputStream out;

  Printed(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int at, int length) {
    try {
      out.write(bytes, at, length);
    } catch (IOException e) {
      throw new UnwrittenException(e);
    }
  }
}
