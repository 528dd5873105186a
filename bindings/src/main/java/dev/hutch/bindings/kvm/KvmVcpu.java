package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.hutch.bindings.generated.kvm.KvmConstants;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemoryMap;
import dev.hutch.bindings.posix.PosixException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * A virtual processor. All but {@link #setImmediateExit} is for one platform thread at a time, and
 * the kernel is quickest if it is always the same.
 */
public final class KvmVcpu implements AutoCloseable {
  private final Fd fd;
  private final MemoryMap map;
  private final MemorySegment run;

  KvmVcpu(Fd fd, MemoryMap map) {
    this.fd = fd;
    this.map = map;
    this.run = map.segment();
  }

  /**
   * KVM_RUN: runs the guest until it needs something. Blocks the thread for as long as that takes.
   *
   * @return why it stopped; data in it is valid until the next call
   * @throws PosixException EFAULT if the guest touched memory that cannot be provided, EINVAL for
   *     impossible registers
   */
  public VcpuExit run() {
    int result = Ioctl.attempt(fd, KvmConstants.KVM_RUN, 0);
    if (result == -Errno.EINTR) {
      return VcpuExit.INTERRUPTED;
    }
    if (result < 0) {
      throw new PosixException("ioctl", "KVM_RUN", result);
    }
    return RunPage.exit(run);
  }

  /**
   * Makes the next {@link #run()} return {@link VcpuExit.Interrupted} at once, having completed
   * what was left of the last exit. Does not stop one that is running.
   */
  public void setImmediateExit(boolean immediately) {
    run.set(JAVA_BYTE, KvmConstants.RUN_IMMEDIATE_EXIT, (byte) (immediately ? 1 : 0));
  }

  /** KVM_GET_REGS. */
  public X86Registers registers() {
    X86Registers registers = new X86Registers();
    transfer("KVM_GET_REGS", KvmConstants.KVM_GET_REGS, registers.memory());
    return registers;
  }

  /** KVM_SET_REGS. */
  public void setRegisters(X86Registers registers) {
    transfer("KVM_SET_REGS", KvmConstants.KVM_SET_REGS, registers.memory());
  }

  /** KVM_GET_SREGS. */
  public X86SystemRegisters systemRegisters() {
    X86SystemRegisters registers = new X86SystemRegisters();
    transfer("KVM_GET_SREGS", KvmConstants.KVM_GET_SREGS, registers.memory());
    return registers;
  }

  /** KVM_SET_SREGS. */
  public void setSystemRegisters(X86SystemRegisters registers) {
    transfer("KVM_SET_SREGS", KvmConstants.KVM_SET_SREGS, registers.memory());
  }

  private void transfer(String name, long request, MemorySegment registers) {
    try {
      Ioctl.call(fd, name, request, registers.address());
    } finally {
      // The collector frees the registers' memory with the object; the address does not hold it.
      Reference.reachabilityFence(registers);
    }
  }

  /** KVM_SET_CPUID2: what the guest's CPUID instruction shows; before the first run. */
  public void setCpuid(X86Cpuid cpuid) {
    try (Arena arena = Arena.ofConfined()) {
      Ioctl.call(fd, "KVM_SET_CPUID2", KvmConstants.KVM_SET_CPUID2, cpuid.toTable(arena).address());
    }
  }

  /** KVM_GET_STATS_FD: counters of this processor, exits among them. */
  public KvmStats stats() {
    return KvmStats.of(fd);
  }

  @Override
  public void close() {
    map.close();
    fd.close();
  }
}
