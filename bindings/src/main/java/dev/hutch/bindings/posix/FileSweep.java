package dev.hutch.bindings.posix;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.ref.Reference;

/**
 * Reads small files one after another into the same memory: four system calls each and nothing
 * allocated, for a look at hundreds of files of procfs. For one thread at a time.
 */
public final class FileSweep {
  private static final NativeFunction OPEN = NativeFunction.ofRestartedInt("open");
  private static final NativeFunction READ = NativeFunction.ofRestartedLong("read");
  private static final NativeFunction CLOSE = NativeFunction.ofInt("close");

  private static final int LONGEST_PATH = 4096;
  private static final int USUAL = 16 * 1024;

  private final NativeBlock name = NativeBlock.allocate(Arena.ofAuto(), LONGEST_PATH);
  private final int limit;
  private NativeBlock buffer = NativeBlock.allocate(Arena.ofAuto(), USUAL);
  private byte[] content = new byte[USUAL];

  /**
   * For files up to a size.
   *
   * @param limit in bytes; of a longer file only its beginning is read
   */
  public FileSweep(int limit) {
    this.limit = limit;
  }

  /**
   * Reads a file. What was read before is overwritten.
   *
   * @param path absolute, without a NUL, at most 4095 bytes
   * @return the length of the {@link #content()}, or the negative errno
   */
  public int read(String path) {
    byte[] bytes = path.getBytes(UTF_8);
    name.put(0, bytes, 0, bytes.length);
    name.put(bytes.length, new byte[1], 0, 1);
    try {
      long fd = OPEN.call(name.address(), LinuxConstants.O_RDONLY | LinuxConstants.O_CLOEXEC);
      if (fd < 0) {
        return (int) fd;
      }
      try {
        return readAll(fd);
      } finally {
        CLOSE.call(fd);
      }
    } finally {
      Reference.reachabilityFence(this); // their addresses do not hold the blocks
    }
  }

  /** What was read last, from index 0 on. The array is used again by the next read. */
  public byte[] content() {
    return content;
  }

  private int readAll(long fd) {
    int length = 0;
    while (true) {
      int room = Math.min(content.length, limit) - length;
      if (room == 0) {
        if (length == limit) {
          return length;
        }
        grow(length);
        continue;
      }
      long count = READ.call(fd, buffer.address(), room);
      if (count <= 0) {
        return count < 0 ? (int) count : length;
      }
      buffer.get(0, content, length, (int) count);
      length += (int) count;
    }
  }

  private void grow(int length) {
    content = java.util.Arrays.copyOf(content, 2 * length);
    buffer = NativeBlock.allocate(Arena.ofAuto(), content.length);
  }
}
