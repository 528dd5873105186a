package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;

/**
 * Bytes on their way out, first in first out. Takes what it is given: whoever appends keeps the
 * bound.
 */
final class ByteQueue {
  private static final byte[] NONE = new byte[0];
  private static final int FIRST_CAPACITY = 1024;

  /** A queue that is empty again keeps no more memory than this. */
  private static final int KEPT_CAPACITY = 16 * 1024;

  private byte[] bytes = NONE;
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  boolean isEmpty() {
    return end == start;
  }

  void append(byte[] from, int at, int length) {
    if (bytes.length - end < length) {
      makeRoom(length);
    }
    System.arraycopy(from, at, bytes, end, length);
    end += length;
  }

  /**
   * Writes as much as the descriptor takes.
   *
   * @return the bytes taken, 0 if it takes none now, or the negative errno if it takes none any
   *     more
   */
  int flush(Wire wire, Fd fd) {
    int flushed = 0;
    while (start < end) {
      int taken = wire.write(fd, bytes, start, end - start);
      if (taken == -Errno.EAGAIN) {
        return flushed;
      }
      if (taken < 0) {
        return taken;
      }
      start += taken;
      flushed += taken;
    }
    start = 0;
    end = 0;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = NONE;
    }
    return flushed;
  }

  private void makeRoom(int length) {
    int size = size();
    byte[] target = bytes;
    if (bytes.length - size < length || start < bytes.length / 2) {
      target = new byte[Math.max(FIRST_CAPACITY, Math.max(2 * bytes.length, size + length))];
    }
    System.arraycopy(bytes, start, target, 0, size);
    bytes = target;
    start = 0;
    end = size;
  }
}
