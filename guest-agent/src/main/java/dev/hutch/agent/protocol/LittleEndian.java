package dev.hutch.agent.protocol;

/**
 * Little-endian integers in byte arrays. Plain shifts: a {@code VarHandle} view would cost the shim
 * several milliseconds of method handle linkage.
 */
final class LittleEndian {
  private LittleEndian() {}

  static int u8(byte[] from, int at) {
    return from[at] & 0xff;
  }

  static int u16(byte[] from, int at) {
    return (from[at] & 0xff) | (from[at + 1] & 0xff) << 8;
  }

  static int i32(byte[] from, int at) {
    return u16(from, at) | u16(from, at + 2) << 16;
  }

  static long i64(byte[] from, int at) {
    return (i32(from, at) & 0xffff_ffffL) | (long) i32(from, at + 4) << 32;
  }

  static void put16(byte[] to, int at, int value) {
    to[at] = (byte) value;
    to[at + 1] = (byte) (value >>> 8);
  }

  static void put32(byte[] to, int at, int value) {
    put16(to, at, value);
    put16(to, at + 2, value >>> 16);
  }

  static void put64(byte[] to, int at, long value) {
    put32(to, at, (int) value);
    put32(to, at + 4, (int) (value >>> 32));
  }
}
