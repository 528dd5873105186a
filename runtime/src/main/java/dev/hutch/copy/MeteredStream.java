package dev.hutch.copy;

import dev.hutch.CopyException;
import dev.hutch.MemorySize;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * An archive that comes out of a box. Ends in an exception where it gets larger than allowed, or
 * the headers of one entry do: the decoder would keep all of them in memory. Also where the thread
 * is interrupted, even if there is always something to read.
 */
public final class MeteredStream extends FilterInputStream {
  /** Room for the two longest paths, in each of the ways to say them. */
  private static final int HEADERS = 64 * 1024;

  private final MemorySize most;
  private long left;
  private long headersLeft = Long.MAX_VALUE;
  private boolean over;

  /** Over a stream, of which so much may be read. */
  public MeteredStream(InputStream archive, MemorySize most) {
    super(archive);
    this.most = most;
    this.left = most.bytes();
  }

  /** What is read from now on are the headers of one entry. */
  void headersBegin() {
    headersLeft = HEADERS;
  }

  /** What is read from now on are contents. */
  void headersEnd() {
    headersLeft = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while files were copied out of a box");
    }
    int got = readSome(to, at, length);
    if (got > 0) {
      left -= got;
      headersLeft -= got;
    }
    if (left < 0) {
      throw new CopyException(
          "the archive that comes out of the box is larger than "
              + most
              + "; CopyOptions.maxBytes (hutch cp --max-size) allows more");
    }
    if (headersLeft < 0) {
      throw new CopyException("the headers of one entry in the archive are above 64 KiB");
    }
    return got;
  }

  /** Whether it has ended, or could not be read. */
  boolean isOver() {
    return over;
  }

  private int readSome(byte[] to, int at, int length) throws IOException {
    boolean read = false;
    try {
      int got = in.read(to, at, length);
      read = got >= 0;
      return got;
    } finally {
      over = !read;
    }
  }

  /** By reading, so that nothing is passed over uncounted. */
  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.min(Math.max(count, 0), 8192)];
    return passed.length == 0 ? 0 : Math.max(0, read(passed, 0, passed.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
