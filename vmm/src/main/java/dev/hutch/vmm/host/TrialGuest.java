package dev.hutch.vmm.host;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.kvm.Kvm;
import dev.hutch.bindings.kvm.KvmVcpu;
import dev.hutch.bindings.kvm.KvmVm;
import dev.hutch.bindings.kvm.VcpuExit;
import dev.hutch.bindings.kvm.X86Registers;
import dev.hutch.bindings.kvm.X86Registers.Register;
import dev.hutch.bindings.kvm.X86Segment;
import dev.hutch.bindings.kvm.X86SystemRegisters;
import dev.hutch.bindings.kvm.X86SystemRegisters.Control;
import dev.hutch.bindings.posix.MemoryMap;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A guest of a few instructions in 64-bit ring 0, among them two that every Linux kernel executes
 * early and that a KVM which emulates ring 0 in software does not know.
 */
final class TrialGuest {
  private static final int CODE_AT = 0x8000;
  private static final long BYTES = 2L << 20;
  private static final long PRESENT_WRITABLE = 0b11;
  private static final long LARGE_PAGE = 1L << 7;
  private static final long CR4_PAE_SSE_XSAVE = 1 << 5 | 1 << 9 | 1 << 10 | 1 << 18;
  private static final long CR0_PAGING_PROTECTED = 0x80000023L;
  private static final long EFER_LONG_MODE = 0x500;

  /** What has been executed when the guest reports for the first, second, third time. */
  private static final List<String> STEPS = List.of("64-bit code", "cmpxchg16b", "xrstor");

  /** Reports by {@code out}: each time {@code mov dx,3f8h; mov al,N; out dx,al}. */
  private static final String CODE =
      // report 1
      "66baf803 b001 ee"
          // mov esi,10000h; xor eax,eax; xor edx,edx; mov ebx,1; xor ecx,ecx
          + " be00000100 31c0 31d2 bb01000000 31c9"
          // lock cmpxchg16b [rsi]; jz +1; hlt; report 2
          + " f0480fc70e 7401 f4 66baf803 b002 ee"
          // mov edi,11000h; mov eax,1; xor edx,edx; xrstor [rdi]; report 3; hlt
          + " bf00100100 b801000000 31d2 0fae2f 66baf803 b003 ee f4";

  private TrialGuest() {}

  /** Runs it; empty if it came to its end, else where it stopped and how. */
  static Optional<String> run(Kvm kvm) {
    try (KvmVm vm = kvm.createVm();
        MemoryMap memory = MemoryMap.anonymous(BYTES)) {
      load(memory.segment());
      vm.setMemory(0, 0, memory.segment(), 0);
      try (KvmVcpu vcpu = vm.createVcpu(0)) {
        start(kvm, vcpu);
        for (String step : STEPS) {
          VcpuExit exit = vcpu.run();
          boolean reported = exit instanceof VcpuExit.Io io && io.out();
          if (!reported) {
            return Optional.of("it stops at " + step + " (" + exit + ")");
          }
        }
        return Optional.empty();
      }
    }
  }

  private static void load(MemorySegment memory) {
    byte[] code = HexFormat.of().parseHex(CODE.replace(" ", ""));
    MemorySegment.copy(code, 0, memory, JAVA_BYTE, CODE_AT, code.length);
    memory.set(JAVA_LONG, 0x1000, 0x2000 | PRESENT_WRITABLE);
    memory.set(JAVA_LONG, 0x2000, 0x3000 | PRESENT_WRITABLE);
    memory.set(JAVA_LONG, 0x3000, LARGE_PAGE | PRESENT_WRITABLE);
  }

  private static void start(Kvm kvm, KvmVcpu vcpu) {
    vcpu.setCpuid(kvm.supportedCpuid());
    X86SystemRegisters registers = vcpu.systemRegisters();
    vcpu.setSystemRegisters(
        registers
            .setCode(X86Segment.flat(0x10, X86Segment.CODE, X86Segment.Mode.BITS_64))
            .setData(X86Segment.flat(0x18, X86Segment.DATA, X86Segment.Mode.BITS_32))
            .setIdt(0, 0)
            .set(Control.CR3, 0x1000)
            .set(Control.CR4, CR4_PAE_SSE_XSAVE)
            .set(Control.CR0, CR0_PAGING_PROTECTED)
            .set(Control.EFER, EFER_LONG_MODE));
    vcpu.setRegisters(
        new X86Registers()
            .set(Register.RIP, CODE_AT)
            .set(Register.RSP, CODE_AT)
            .set(Register.RFLAGS, 2));
  }
}
