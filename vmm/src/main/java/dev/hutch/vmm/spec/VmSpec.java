package dev.hutch.vmm.spec;

import java.time.Duration;
import java.util.List;

/**
 * One virtual machine, in full: what the supervisor sends to a shim. Immutable and valid from
 * construction on, save for what only the receiver can tell (whether the paths exist, whether that
 * many descriptors came along).
 *
 * @param boxId the box this machine belongs to
 * @param hostName what the guest calls itself; 1 to 63 of the characters a-z A-Z 0-9 - .
 * @param engine what runs it
 * @param vcpus virtual processors, 1 to {@link #MAX_VCPUS}
 * @param memoryMib guest memory in MiB, {@link #MIN_MEMORY_MIB} to {@link #MAX_MEMORY_MIB}
 * @param kernel the kernel and its command line
 * @param disks the disks, in the order the guest sees them; 1 to {@link #MAX_DISKS}, names unique
 * @param descriptors where to find the box's other resources
 * @param files programs and libraries of the engine
 * @param detached whether the machine lives on when its owner's end of the control socket is closed
 * @param helloTimeout how long the guest may take from its start to the agent's hello; 100 ms to 1
 *     h, whole ms
 */
public record VmSpec(
    BoxId boxId,
    String hostName,
    EngineKind engine,
    int vcpus,
    int memoryMib,
    Kernel kernel,
    List<Disk> disks,
    Descriptors descriptors,
    EngineFiles files,
    boolean detached,
    Duration helloTimeout) {

  /** libkrun's limit. */
  public static final int MAX_VCPUS = 16;

  /** A stock kernel with an agent does not start reliably in less. */
  public static final int MIN_MEMORY_MIB = 128;

  /** 1 TiB: far above what is sensible, far below any overflow. */
  public static final int MAX_MEMORY_MIB = 1024 * 1024;

  /** The virtio-mmio interrupts that libkrun has to give away. */
  public static final int MAX_DEVICES = 11;

  /** Balloon, entropy, console, agent port: the devices every machine has. */
  public static final int FIXED_DEVICES = 4;

  /** The disks that are left of the device budget. */
  public static final int MAX_DISKS = MAX_DEVICES - FIXED_DEVICES;

  private static final Duration MIN_HELLO_TIMEOUT = Duration.ofMillis(100);
  private static final Duration MAX_HELLO_TIMEOUT = Duration.ofHours(1);

  /**
   * Checks the specification.
   *
   * @throws VmSpecException naming the first field that cannot be used
   */
  public VmSpec {
    Rules.hostName("hostname", hostName);
    Rules.within("vcpus", vcpus, 1, MAX_VCPUS);
    Rules.within("memory in MiB", memoryMib, MIN_MEMORY_MIB, MAX_MEMORY_MIB);
    disks = List.copyOf(disks);
    if (disks.isEmpty() || disks.size() > MAX_DISKS) {
      throw new VmSpecException(
          "disks: "
              + disks.size()
              + " are not within 1.."
              + MAX_DISKS
              + " ("
              + MAX_DEVICES
              + " virtio devices less "
              + FIXED_DEVICES
              + " that every machine has)");
    }
    VmSpecRules.uniqueDiskNames(disks);
    VmSpecRules.uniqueDescriptors(kernel, disks, descriptors);
    VmSpecRules.engineFiles(engine, files);
    if (helloTimeout.compareTo(MIN_HELLO_TIMEOUT) < 0
        || helloTimeout.compareTo(MAX_HELLO_TIMEOUT) > 0
        || !Duration.ofMillis(helloTimeout.toMillis()).equals(helloTimeout)) {
      throw new VmSpecException(
          "hello timeout: " + helloTimeout + " is not within 100 ms..1 h in whole milliseconds");
    }
  }

  /**
   * Returns how many descriptors have to travel with this specification: one more than the highest
   * index.
   */
  public int descriptorCount() {
    return VmSpecRules.highestDescriptor(kernel, disks, descriptors) + 1;
  }
}
