package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.Fd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Moves bytes between arrays and descriptors through one native buffer that all of a relay's
 * transfers share.
 */
final class Wire {
  private static final int BUFFER_BYTES = 128 * 1024;

  // Freed with this object: a relay lives as long as its process.
  private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_BYTES);

  /** The same memory. To copy through the segment would make method handles first. */
  private final ByteBuffer bytes = buffer.asByteBuffer();

  /** Reads once; returns the bytes read, 0 at the end of file, or the negative errno. */
  int read(Fd fd, byte[] to, int at, int length) {
    int count = (int) fd.tryRead(buffer, 0, Math.min(length, BUFFER_BYTES));
    if (count > 0) {
      bytes.get(0, to, at, count);
    }
    return count;
  }

  /** Writes once; returns the bytes taken or the negative errno. */
  int write(Fd fd, byte[] from, int at, int length) {
    int count = Math.min(length, BUFFER_BYTES);
    bytes.put(0, from, at, count);
    return (int) fd.tryWrite(buffer, 0, count);
  }
}
