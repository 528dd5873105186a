package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.hutch.bindings.generated.kvm.KvmConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Segment, control and table registers of an x86 processor, {@code struct kvm_sregs}. Start from
 * those {@link KvmVcpu#systemRegisters()} returns: most fields are not to be touched.
 */
public final class X86SystemRegisters {
  /** A control register. */
  public enum Control {
    /** Protection and paging on or off. */
    CR0(KvmConstants.SREGS_CR0),
    /** Address of the last page fault. */
    CR2(KvmConstants.SREGS_CR2),
    /** Address of the page tables. */
    CR3(KvmConstants.SREGS_CR3),
    /** Extensions. */
    CR4(KvmConstants.SREGS_CR4),
    /** Long mode. */
    EFER(KvmConstants.SREGS_EFER);

    private final int offset;

    Control(int offset) {
      this.offset = offset;
    }
  }

  private final MemorySegment memory = Arena.ofAuto().allocate(KvmConstants.SREGS_SIZE, Long.BYTES);

  /** All registers zero. */
  public X86SystemRegisters() {}

  /** A control register's value. */
  public long get(Control register) {
    return memory.get(JAVA_LONG, register.offset);
  }

  /** Sets a control register here; {@link KvmVcpu#setSystemRegisters} puts it into effect. */
  public X86SystemRegisters set(Control register, long value) {
    memory.set(JAVA_LONG, register.offset, value);
    return this;
  }

  /** Sets the segment of the instructions. */
  public X86SystemRegisters setCode(X86Segment segment) {
    segment.write(memory, KvmConstants.SREGS_CS);
    return this;
  }

  /** Sets the segments of data, extra data and stack, and the two additional ones. */
  public X86SystemRegisters setData(X86Segment segment) {
    segment.write(memory, KvmConstants.SREGS_DS);
    segment.write(memory, KvmConstants.SREGS_ES);
    segment.write(memory, KvmConstants.SREGS_FS);
    segment.write(memory, KvmConstants.SREGS_GS);
    segment.write(memory, KvmConstants.SREGS_SS);
    return this;
  }

  /** Sets place and last offset of the global descriptor table. */
  public X86SystemRegisters setGdt(long base, int limit) {
    return setTable(KvmConstants.SREGS_GDT, base, limit);
  }

  /** Sets place and last offset of the interrupt descriptor table. */
  public X86SystemRegisters setIdt(long base, int limit) {
    return setTable(KvmConstants.SREGS_IDT, base, limit);
  }

  private X86SystemRegisters setTable(long at, long base, int limit) {
    memory.set(JAVA_LONG, at + KvmConstants.DTABLE_BASE, base);
    memory.set(JAVA_SHORT, at + KvmConstants.DTABLE_LIMIT, (short) limit);
    return this;
  }

  MemorySegment memory() {
    return memory;
  }
}
