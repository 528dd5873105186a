package dev.hutch.bindings.kvm;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Why {@link KvmVcpu#run()} returned. */
public sealed interface VcpuExit {
  /** The one exit of its kind, so that kicking a processor allocates nothing. */
  Interrupted INTERRUPTED = new Interrupted();

  /**
   * The guest used an I/O port (KVM_EXIT_IO).
   *
   * @param out whether it wrote; else the next run hands it what is in {@code data} by then
   * @param port the port's number
   * @param size bytes of one access: 1, 2 or 4
   * @param count accesses, more than one for a string instruction
   * @param data {@code size * count} bytes of the processor's own page
   */
  record Io(boolean out, int port, int size, int count, MemorySegment data) implements VcpuExit {}

  /**
   * The guest touched an address without memory (KVM_EXIT_MMIO).
   *
   * @param address guest-physical
   * @param write whether it wrote; else the next run hands it what is in {@code data} by then
   * @param data the bytes, at most 8, of the processor's own page
   */
  record Mmio(long address, boolean write, MemorySegment data) implements VcpuExit {}

  /** The guest executed HLT and no interrupt controller is in the kernel (KVM_EXIT_HLT). */
  record Hlt() implements VcpuExit {}

  /** The guest shut down, by a triple fault as a rule (KVM_EXIT_SHUTDOWN). */
  record Shutdown() implements VcpuExit {}

  /**
   * The hardware refused to enter the guest (KVM_EXIT_FAIL_ENTRY).
   *
   * @param reason the hardware's number for it
   * @param cpu the host's processor
   */
  record FailEntry(long reason, int cpu) implements VcpuExit {}

  /**
   * KVM itself could not go on (KVM_EXIT_INTERNAL_ERROR).
   *
   * @param suberror 1 for an instruction it cannot emulate; see {@code linux/kvm.h}
   * @param data what it says about it
   */
  record KvmInternalError(int suberror, List<Long> data) implements VcpuExit {}

  /**
   * The guest asked for something of the whole machine (KVM_EXIT_SYSTEM_EVENT).
   *
   * @param type 1 shut down, 2 reset, 3 crash
   */
  record SystemEvent(int type) implements VcpuExit {}

  /** A signal, or {@link KvmVcpu#setImmediateExit}, before the guest needed anything. */
  record Interrupted() implements VcpuExit {}

  /**
   * Anything else.
   *
   * @param reason the {@code KVM_EXIT_} number
   * @param detail the first eight bytes that came with it
   */
  record Other(int reason, long detail) implements VcpuExit {}
}
