package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.generated.kvm.KvmConstants;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemoryMap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A virtual machine. The kernel drops it when this, its vCPUs and its statistics are all closed;
 * only then may its memory be unmapped.
 */
public final class KvmVm implements AutoCloseable {
  /** A flag of a memory slot: the guest cannot write, an attempt is an {@link VcpuExit.Mmio}. */
  public static final int READ_ONLY = (int) KvmConstants.KVM_MEM_READONLY;

  /** A flag of a memory slot: the kernel notes which pages were written. */
  public static final int LOG_DIRTY_PAGES = (int) KvmConstants.KVM_MEM_LOG_DIRTY_PAGES;

  private final Fd fd;
  private final int vcpuMapSize;

  KvmVm(Fd fd, int vcpuMapSize) {
    this.fd = fd;
    this.vcpuMapSize = vcpuMapSize;
  }

  /** KVM_CHECK_EXTENSION for this machine; see {@link Kvm#checkExtension(KvmCapability)}. */
  public int checkExtension(KvmCapability capability) {
    return Ioctl.call(
        fd, "KVM_CHECK_EXTENSION", KvmConstants.KVM_CHECK_EXTENSION, capability.number());
  }

  /**
   * KVM_SET_USER_MEMORY_REGION: lets the guest see memory of this process.
   *
   * @param slot number of the slot, to be given again when it is changed or removed
   * @param guestAddress guest-physical address, a multiple of the page size
   * @param memory page-aligned, a whole number of pages; must stay mapped while the machine lives
   * @param flags 0, {@link #READ_ONLY}, {@link #LOG_DIRTY_PAGES}
   * @throws dev.hutch.bindings.posix.PosixException EEXIST if slots would overlap, EINVAL for wrong
   *     alignment or number
   */
  public void setMemory(int slot, long guestAddress, MemorySegment memory, int flags) {
    region(slot, flags, guestAddress, memory.byteSize(), memory.address());
  }

  /** Takes a slot's memory away from the guest. */
  public void removeMemory(int slot) {
    region(slot, 0, 0, 0, 0);
  }

  private void region(int slot, int flags, long guestAddress, long bytes, long hostAddress) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment region = arena.allocate(KvmConstants.MEMORY_REGION_SIZE, Long.BYTES);
      region.set(JAVA_INT, KvmConstants.MEMORY_REGION_SLOT, slot);
      region.set(JAVA_INT, KvmConstants.MEMORY_REGION_FLAGS, flags);
      region.set(JAVA_LONG, KvmConstants.MEMORY_REGION_GUEST_ADDRESS, guestAddress);
      region.set(JAVA_LONG, KvmConstants.MEMORY_REGION_BYTES, bytes);
      region.set(JAVA_LONG, KvmConstants.MEMORY_REGION_HOST_ADDRESS, hostAddress);
      Ioctl.call(
          fd,
          "KVM_SET_USER_MEMORY_REGION",
          KvmConstants.KVM_SET_USER_MEMORY_REGION,
          region.address());
    }
  }

  /** KVM_SET_TSS_ADDR: where Intel processors may keep three pages of their own. x86 only. */
  public void setTssAddress(long guestAddress) {
    Ioctl.call(fd, "KVM_SET_TSS_ADDR", KvmConstants.KVM_SET_TSS_ADDR, guestAddress);
  }

  /** KVM_CREATE_IRQCHIP: interrupt controllers in the kernel; before the first vCPU. */
  public void createIrqchip() {
    Ioctl.call(fd, "KVM_CREATE_IRQCHIP", KvmConstants.KVM_CREATE_IRQCHIP, 0);
  }

  /**
   * KVM_CREATE_VCPU.
   *
   * @param id its number, unique in the machine; on x86 its APIC id
   */
  public KvmVcpu createVcpu(int id) {
    Fd vcpu = Fd.adopt(Ioctl.call(fd, "KVM_CREATE_VCPU", KvmConstants.KVM_CREATE_VCPU, id));
    boolean done = false;
    try {
      KvmVcpu created = new KvmVcpu(vcpu, MemoryMap.shared(vcpu, vcpuMapSize));
      done = true;
      return created;
    } finally {
      if (!done) {
        vcpu.close();
      }
    }
  }

  /** KVM_GET_STATS_FD: counters of the machine as a whole. */
  public KvmStats stats() {
    return KvmStats.of(fd);
  }

  @Override
  public void close() {
    fd.close();
  }
}
