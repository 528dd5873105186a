package dev.hutch.bindings.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A block of native memory for C's structures: fields by their offset in bytes, in the machine's
 * byte order. Lives as long as the arena it comes from, or as this object.
 *
 * <p>It goes through a byte buffer, because the accessors of {@link MemorySegment} are method
 * handles that are made at run time: a shim's first one costs it 3 ms of CPU, and interpreted each
 * of them is many times slower than this.
 */
public final class NativeBlock {
  private final long address;
  private final ByteBuffer bytes;

  /** Of the memory of a segment, for as long as that is alive. */
  public NativeBlock(MemorySegment segment) {
    this.address = segment.address();
    this.bytes = segment.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** New memory of the arena, zeroed and aligned for every type. */
  public static NativeBlock allocate(Arena arena, long size) {
    return new NativeBlock(arena.allocate(size, Long.BYTES));
  }

  /**
   * Its address. It does not hold the memory: the caller keeps the arena open, or this object
   * reachable, while C uses it.
   */
  public long address() {
    return address;
  }

  /** Its size in bytes. */
  public int size() {
    return bytes.capacity();
  }

  /** Reads 16 bits. */
  public short getShort(long offset) {
    return bytes.getShort((int) offset);
  }

  /** Writes 16 bits. */
  public void putShort(long offset, int value) {
    bytes.putShort((int) offset, (short) value);
  }

  /** Reads 32 bits. */
  public int getInt(long offset) {
    return bytes.getInt((int) offset);
  }

  /** Writes 32 bits. */
  public void putInt(long offset, int value) {
    bytes.putInt((int) offset, value);
  }

  /** Reads 64 bits. */
  public long getLong(long offset) {
    return bytes.getLong((int) offset);
  }

  /** Writes 64 bits. */
  public void putLong(long offset, long value) {
    bytes.putLong((int) offset, value);
  }

  /** Copies bytes from an array into the block. */
  public void put(long offset, byte[] from, int start, int length) {
    bytes.put((int) offset, from, start, length);
  }

  /** Copies bytes of the block into an array. */
  public void get(long offset, byte[] to, int start, int length) {
    bytes.get((int) offset, to, start, length);
  }
}
