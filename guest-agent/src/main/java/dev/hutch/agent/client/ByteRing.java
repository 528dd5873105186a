package dev.hutch.agent.client;

/**
 * A queue of bytes that grows as needed, to 1 GiB, and is small again when it is empty. Not
 * thread-safe.
 */
final class ByteRing {
  private static final int FIRST_CAPACITY = 4096;

  private byte[] bytes = new byte[0];
  private int head;
  private int size;

  int size() {
    return size;
  }

  /** Appends; the caller has made sure that the sum stays within its bounds. */
  void put(byte[] from, int at, int length) {
    ensureRoom(size + length);
    int tail = (head + size) & (bytes.length - 1);
    int first = Math.min(length, bytes.length - tail);
    System.arraycopy(from, at, bytes, tail, first);
    System.arraycopy(from, at + first, bytes, 0, length - first);
    size += length;
  }

  /** Moves up to {@code length} bytes out; answers how many. */
  int take(byte[] to, int at, int length) {
    int count = Math.min(length, size);
    int first = Math.min(count, bytes.length - head);
    System.arraycopy(bytes, head, to, at, first);
    System.arraycopy(bytes, 0, to, at + first, count - first);
    size -= count;
    head = size == 0 ? 0 : (head + count) & (bytes.length - 1);
    if (size == 0 && bytes.length > FIRST_CAPACITY) {
      clear();
    }
    return count;
  }

  /** Forgets all but the first bytes. */
  void cut(int length) {
    size = length;
  }

  /** Forgets all and gives the memory back. */
  void clear() {
    bytes = new byte[0];
    head = 0;
    size = 0;
  }

  private void ensureRoom(int needed) {
    if (needed <= bytes.length) {
      return;
    }
    int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(needed - 1) << 1);
    byte[] grown = new byte[capacity];
    int held = take(grown, 0, size);
    bytes = grown;
    head = 0;
    size = held;
  }
}
