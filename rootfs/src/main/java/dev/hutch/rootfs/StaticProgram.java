package dev.hutch.rootfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tells whether an ELF program needs nothing but the kernel. */
final class StaticProgram {
  private static final int HEADER = 64;
  private static final int ELF_MAGIC = 0x7f454c46;
  private static final int PT_INTERP = 3;

  private StaticProgram() {}

  /** Whether these are a 64-bit little-endian ELF file that names no program interpreter. */
  static boolean is(byte[] file) {
    if (file.length < HEADER) {
      return false;
    }
    ByteBuffer elf = ByteBuffer.wrap(file);
    if (elf.getInt(0) != ELF_MAGIC || file[4] != 2 || file[5] != 1) {
      return false;
    }
    elf.order(ByteOrder.LITTLE_ENDIAN);
    long headers = elf.getLong(32);
    int size = elf.getShort(54) & 0xffff;
    int count = elf.getShort(56) & 0xffff;
    for (int i = 0; i < count; i++) {
      long at = headers + (long) i * size;
      if (headers < 0 || at + Integer.BYTES > file.length) {
        return false;
      }
      if (elf.getInt((int) at) == PT_INTERP) {
        return false;
      }
    }
    return count > 0;
  }
}
