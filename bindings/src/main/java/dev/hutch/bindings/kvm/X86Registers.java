package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.generated.kvm.KvmConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The general registers of an x86 processor, {@code struct kvm_regs}; all zero at first. */
public final class X86Registers {
  /** A general register. */
  public enum Register {
    /** Accumulator. */
    RAX(KvmConstants.REGS_RAX),
    /** Base. */
    RBX(KvmConstants.REGS_RBX),
    /** Counter. */
    RCX(KvmConstants.REGS_RCX),
    /** Data. */
    RDX(KvmConstants.REGS_RDX),
    /** Source index; 64-bit Linux: address of the boot parameters. */
    RSI(KvmConstants.REGS_RSI),
    /** Destination index. */
    RDI(KvmConstants.REGS_RDI),
    /** Stack pointer. */
    RSP(KvmConstants.REGS_RSP),
    /** Frame pointer. */
    RBP(KvmConstants.REGS_RBP),
    /** Eighth. */
    R8(KvmConstants.REGS_R8),
    /** Ninth. */
    R9(KvmConstants.REGS_R9),
    /** Tenth. */
    R10(KvmConstants.REGS_R10),
    /** Eleventh. */
    R11(KvmConstants.REGS_R11),
    /** Twelfth. */
    R12(KvmConstants.REGS_R12),
    /** Thirteenth. */
    R13(KvmConstants.REGS_R13),
    /** Fourteenth. */
    R14(KvmConstants.REGS_R14),
    /** Fifteenth. */
    R15(KvmConstants.REGS_R15),
    /** Instruction pointer. */
    RIP(KvmConstants.REGS_RIP),
    /** Flags; bit 1 is always set. */
    RFLAGS(KvmConstants.REGS_RFLAGS);

    private final int offset;

    Register(int offset) {
      this.offset = offset;
    }
  }

  private final MemorySegment memory = Arena.ofAuto().allocate(KvmConstants.REGS_SIZE, Long.BYTES);

  /** All registers zero. */
  public X86Registers() {}

  /** A register's value. */
  public long get(Register register) {
    return memory.get(JAVA_LONG, register.offset);
  }

  /** Sets a register here; {@link KvmVcpu#setRegisters} puts it into effect. */
  public X86Registers set(Register register, long value) {
    memory.set(JAVA_LONG, register.offset, value);
    return this;
  }

  MemorySegment memory() {
    return memory;
  }
}
