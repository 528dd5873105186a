package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.hutch.bindings.generated.kvm.KvmConstants;
import java.lang.foreign.MemorySegment;

/**
 * A segment register with its hidden part, {@code struct kvm_segment}; ring 0.
 *
 * @param selector what the guest sees in the register
 * @param base linear address where it begins
 * @param limit the last offset in it, in bytes
 * @param type the descriptor's type, such as {@link #CODE}
 * @param mode how instructions in it (for code) are read
 */
public record X86Segment(int selector, long base, int limit, int type, Mode mode) {
  /** Type of readable, executable, accessed code. */
  public static final int CODE = 11;

  /** Type of writable, accessed data. */
  public static final int DATA = 3;

  /** The width of a code segment. */
  public enum Mode {
    /** 16-bit. */
    BITS_16,
    /** 32-bit, limit in pages. */
    BITS_32,
    /** 64-bit. */
    BITS_64
  }

  /** A flat segment of all memory for 32-bit or 64-bit code, or the data beside it. */
  public static X86Segment flat(int selector, int type, Mode mode) {
    return new X86Segment(selector, 0, -1, type, mode);
  }

  /** A segment of 64 KiB as real mode has it: selector times 16 is the base. */
  public static X86Segment real(int selector, int type) {
    return new X86Segment(selector, (long) selector << 4, 0xffff, type, Mode.BITS_16);
  }

  void write(MemorySegment memory, long at) {
    memory.asSlice(at, KvmConstants.SEGMENT_SIZE).fill((byte) 0);
    memory.set(JAVA_LONG, at + KvmConstants.SEGMENT_BASE, base);
    memory.set(JAVA_INT, at + KvmConstants.SEGMENT_LIMIT, limit);
    memory.set(JAVA_SHORT, at + KvmConstants.SEGMENT_SELECTOR, (short) selector);
    memory.set(JAVA_BYTE, at + KvmConstants.SEGMENT_TYPE, (byte) type);
    memory.set(JAVA_BYTE, at + KvmConstants.SEGMENT_PRESENT, (byte) 1);
    memory.set(JAVA_BYTE, at + KvmConstants.SEGMENT_S, (byte) 1);
    memory.set(JAVA_BYTE, at + KvmConstants.SEGMENT_DB, bit(mode == Mode.BITS_32));
    memory.set(JAVA_BYTE, at + KvmConstants.SEGMENT_L, bit(mode == Mode.BITS_64));
    memory.set(JAVA_BYTE, at + KvmConstants.SEGMENT_G, bit(mode != Mode.BITS_16));
  }

  private static byte bit(boolean set) {
    return (byte) (set ? 1 : 0);
  }
}
