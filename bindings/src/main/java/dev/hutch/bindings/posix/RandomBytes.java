package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import java.lang.foreign.Arena;

/**
 * Random bytes of the kernel, getrandom(2). A {@link java.security.SecureRandom} takes its provider
 * to start, tens of milliseconds.
 */
public final class RandomBytes {
  private static final NativeFunction GETRANDOM = NativeFunction.ofRestartedLong("getrandom");
  private static final int MAX = 256;

  private RandomBytes() {}

  /**
   * Random bytes. Blocks only in a machine that has just begun to boot.
   *
   * @param count 1 to 256, which come at once
   */
  public static byte[] get(int count) {
    if (count < 1 || count > MAX) {
      throw new IllegalArgumentException(count + " random bytes; 1 to " + MAX + " at a time");
    }
    byte[] bytes = new byte[count];
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock block = NativeBlock.allocate(arena, count);
      long result = GETRANDOM.call(block.address(), count, 0);
      if (result != count) {
        throw new PosixException("getrandom", count + " bytes", result);
      }
      block.get(0, bytes, 0, count);
      block.put(0, new byte[count], 0, count);
    }
    return bytes;
  }
}
