package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.hutch.bindings.generated.kvm.KvmConstants;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.PosixException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** The KVM subsystem, {@code /dev/kvm} held open. */
public final class Kvm implements AutoCloseable {
  /** The only version of the interface that there is. */
  public static final int API_VERSION = KvmConstants.KVM_API_VERSION;

  private static final int MOST_CPUID_ENTRIES = 1024;

  private final Fd fd;

  private Kvm(Fd fd) {
    this.fd = fd;
  }

  /** Opens {@code /dev/kvm}. */
  public static Kvm open() {
    return open(Path.of("/dev/kvm"));
  }

  /**
   * Opens the device and checks that it speaks {@link #API_VERSION}.
   *
   * @throws PosixException ENOENT without KVM, EACCES or EPERM without the right to it, ENXIO or
   *     ENODEV if the module cannot work, ENOTTY if this is some other file
   * @throws IllegalStateException if it speaks another version
   */
  public static Kvm open(Path device) {
    Fd fd = Fd.open(device, OpenFlags.O_RDWR, 0);
    boolean done = false;
    try {
      int version = Ioctl.call(fd, "KVM_GET_API_VERSION", KvmConstants.KVM_GET_API_VERSION, 0);
      if (version != API_VERSION) {
        throw new IllegalStateException(
            device + " speaks KVM API " + version + ", not " + API_VERSION);
      }
      done = true;
      return new Kvm(fd);
    } finally {
      if (!done) {
        fd.close();
      }
    }
  }

  /**
   * KVM_CHECK_EXTENSION: whether, or how much of, a capability there is.
   *
   * @return 0 for none, else 1 or the capability's own number
   */
  public int checkExtension(KvmCapability capability) {
    return checkExtension(capability.number());
  }

  /** As {@link #checkExtension(KvmCapability)} for any {@code KVM_CAP_} number. */
  public int checkExtension(int capability) {
    return Ioctl.call(fd, "KVM_CHECK_EXTENSION", KvmConstants.KVM_CHECK_EXTENSION, capability);
  }

  /** KVM_GET_SUPPORTED_CPUID: what KVM can show a guest of this processor. */
  public X86Cpuid supportedCpuid() {
    for (int room = 128; ; room *= 2) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment table = X86Cpuid.allocate(arena, room);
        table.set(JAVA_INT, KvmConstants.CPUID_COUNT, room);
        int result = Ioctl.attempt(fd, KvmConstants.KVM_GET_SUPPORTED_CPUID, table.address());
        if (result >= 0) {
          return X86Cpuid.copyOf(table);
        }
        if (result != -Errno.E2BIG || room >= MOST_CPUID_ENTRIES) {
          throw new PosixException("ioctl", "KVM_GET_SUPPORTED_CPUID, " + room, result);
        }
      }
    }
  }

  /** KVM_CREATE_VM: a machine without memory and processors, which goes on when this is closed. */
  public KvmVm createVm() {
    int mapSize = Ioctl.call(fd, "KVM_GET_VCPU_MMAP_SIZE", KvmConstants.KVM_GET_VCPU_MMAP_SIZE, 0);
    int vm = Ioctl.call(fd, "KVM_CREATE_VM", KvmConstants.KVM_CREATE_VM, 0);
    return new KvmVm(Fd.adopt(vm), mapSize);
  }

  @Override
  public void close() {
    fd.close();
  }
}
