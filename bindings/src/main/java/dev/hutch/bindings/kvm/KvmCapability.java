package dev.hutch.bindings.kvm;

import dev.hutch.bindings.generated.kvm.KvmConstants;

/** Capabilities to ask {@link Kvm#checkExtension(KvmCapability)} for; named as in linux/kvm.h. */
public enum KvmCapability {
  /** Interrupt controllers inside the kernel. */
  IRQCHIP(KvmConstants.KVM_CAP_IRQCHIP),
  /** A guest's HLT leaves {@code KVM_RUN}. */
  HLT(KvmConstants.KVM_CAP_HLT),
  /** Guest memory is the caller's memory. */
  USER_MEMORY(KvmConstants.KVM_CAP_USER_MEMORY),
  /** The place of the task state segment can be chosen (Intel). */
  SET_TSS_ADDR(KvmConstants.KVM_CAP_SET_TSS_ADDR),
  /** CPUID with subleaves. */
  EXT_CPUID(KvmConstants.KVM_CAP_EXT_CPUID),
  /** Recommended most vCPUs of a machine. */
  NR_VCPUS(KvmConstants.KVM_CAP_NR_VCPUS),
  /** Most vCPUs of a machine. */
  MAX_VCPUS(KvmConstants.KVM_CAP_MAX_VCPUS),
  /** Most memory slots of a machine. */
  NR_MEMSLOTS(KvmConstants.KVM_CAP_NR_MEMSLOTS),
  /** Eventfds that raise interrupts. */
  IRQFD(KvmConstants.KVM_CAP_IRQFD),
  /** Eventfds that writes of the guest signal. */
  IOEVENTFD(KvmConstants.KVM_CAP_IOEVENTFD),
  /** The guest's clock can be set. */
  ADJUST_CLOCK(KvmConstants.KVM_CAP_ADJUST_CLOCK),
  /** State of pending events can be read and set. */
  VCPU_EVENTS(KvmConstants.KVM_CAP_VCPU_EVENTS),
  /** Extended processor state can be read and set. */
  XSAVE(KvmConstants.KVM_CAP_XSAVE),
  /** Extended control registers can be read and set. */
  XCRS(KvmConstants.KVM_CAP_XCRS),
  /** The rate of the time stamp counter can be chosen. */
  TSC_CONTROL(KvmConstants.KVM_CAP_TSC_CONTROL),
  /** Timers that fire at a value of the time stamp counter. */
  TSC_DEADLINE_TIMER(KvmConstants.KVM_CAP_TSC_DEADLINE_TIMER),
  /** Only the local interrupt controllers inside the kernel. */
  SPLIT_IRQCHIP(KvmConstants.KVM_CAP_SPLIT_IRQCHIP),
  /** {@link KvmVcpu#setImmediateExit}. */
  IMMEDIATE_EXIT(KvmConstants.KVM_CAP_IMMEDIATE_EXIT),
  /** {@link KvmStats}. */
  BINARY_STATS_FD(KvmConstants.KVM_CAP_BINARY_STATS_FD),
  /** Size in bytes of the largest ring of dirty pages. */
  DIRTY_LOG_RING(KvmConstants.KVM_CAP_DIRTY_LOG_RING),
  /** Size in bytes of the state of nested machines. */
  NESTED_STATE(KvmConstants.KVM_CAP_NESTED_STATE),
  /** System management mode. */
  X86_SMM(KvmConstants.KVM_CAP_X86_SMM);

  private final int number;

  KvmCapability(int number) {
    this.number = number;
  }

  /** Its {@code KVM_CAP_} number. */
  public int number() {
    return number;
  }
}
