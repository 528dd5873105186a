package dev.hutch.bindings.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Strings on their way to and from C: UTF-8, ended by NUL. */
public final class CStrings {
  private CStrings() {}

  /**
   * Copies a string into native memory of the arena.
   *
   * @throws IllegalArgumentException if the string contains a NUL, which would cut it short in C
   */
  public static NativeBlock allocate(Arena arena, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL in \"" + text.replace("\0", "\\0") + '"');
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    NativeBlock block = NativeBlock.allocate(arena, bytes.length + 1L);
    block.put(0, bytes, 0, bytes.length);
    return block;
  }

  /** Copies strings, and a vector of their addresses that ends with a null pointer. */
  public static NativeBlock vector(Arena arena, List<String> strings) {
    NativeBlock pointers = NativeBlock.allocate(arena, (strings.size() + 1L) * Long.BYTES);
    for (int i = 0; i < strings.size(); i++) {
      pointers.putLong((long) i * Long.BYTES, allocate(arena, strings.get(i)).address());
    }
    return pointers;
  }

  /** The string at an address that C owns, or the empty string for a null pointer. */
  public static String at(long address) {
    if (address == 0) {
      return "";
    }
    // SAFETY: C promises a NUL-terminated string; reading stops at the NUL.
    return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
  }
}
