package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.kvm.X86Registers.Register;
import dev.hutch.bindings.kvm.X86Segment.Mode;
import dev.hutch.bindings.kvm.X86SystemRegisters.Control;
import dev.hutch.bindings.posix.MemoryMap;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

/** A machine of one processor and 2 MiB, about to execute a few instructions at 0x8000. */
final class Guest implements AutoCloseable {
  static final int CODE = 0x8000;

  private static final long BYTES = 2L << 20;
  private static final long PRESENT_WRITABLE = 0b11;
  private static final long LARGE_PAGE = 1L << 7;

  final Kvm kvm;
  final KvmVm vm;
  final MemoryMap memory;
  final KvmVcpu vcpu;

  private Guest(String instructions) {
    kvm = Kvm.open();
    vm = kvm.createVm();
    memory = MemoryMap.anonymous(BYTES);
    byte[] code = HexFormat.of().parseHex(instructions.replace(" ", ""));
    MemorySegment.copy(code, 0, memory.segment(), JAVA_BYTE, CODE, code.length);
    vm.setMemory(0, 0, memory.segment(), 0);
    vcpu = vm.createVcpu(0);
    vcpu.setRegisters(
        new X86Registers().set(Register.RIP, CODE).set(Register.RSP, CODE).set(Register.RFLAGS, 2));
  }

  /** A guest in 16-bit real mode. */
  static Guest real(String instructions) {
    Guest guest = new Guest(instructions);
    guest.vcpu.setSystemRegisters(
        guest
            .vcpu
            .systemRegisters()
            .setCode(X86Segment.real(0, X86Segment.CODE))
            .setData(X86Segment.real(0, X86Segment.DATA)));
    return guest;
  }

  /** A guest in 64-bit long mode, with its memory mapped one to one. */
  static Guest longMode(String instructions) {
    Guest guest = new Guest(instructions);
    MemorySegment tables = guest.memory.segment();
    tables.set(JAVA_LONG, 0x1000, 0x2000 | PRESENT_WRITABLE);
    tables.set(JAVA_LONG, 0x2000, 0x3000 | PRESENT_WRITABLE);
    tables.set(JAVA_LONG, 0x3000, LARGE_PAGE | PRESENT_WRITABLE);
    // A second large page at 2 MiB, where the machine has no memory.
    tables.set(JAVA_LONG, 0x3008, BYTES | LARGE_PAGE | PRESENT_WRITABLE);
    guest.vcpu.setSystemRegisters(
        guest
            .vcpu
            .systemRegisters()
            .setCode(X86Segment.flat(0x10, X86Segment.CODE, Mode.BITS_64))
            .setData(X86Segment.flat(0x18, X86Segment.DATA, Mode.BITS_32))
            .setIdt(0, 0)
            .set(Control.CR3, 0x1000)
            .set(Control.CR4, 1 << 5)
            .set(Control.CR0, 0x80000001L)
            .set(Control.EFER, 0x500));
    return guest;
  }

  @Override
  public void close() {
    vcpu.close();
    vm.close();
    kvm.close();
    memory.close();
  }
}
