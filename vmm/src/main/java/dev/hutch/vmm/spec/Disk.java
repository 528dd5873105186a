package dev.hutch.vmm.spec;

/**
 * One raw disk of a machine. The guest sees the disks of a {@link VmSpec} in order as {@code vda},
 * {@code vdb}, ...
 *
 * @param name 1 to 19 of {@code a-z 0-9 -}, unique in the machine
 * @param readOnly whether the guest may not write to it; the descriptor may then be open for
 *     reading only
 * @param descriptor index of its descriptor among those that travel with the specification
 */
public record Disk(String name, boolean readOnly, int descriptor) {
  /** The longest name, in characters: a virtio-blk serial number holds 20 bytes. */
  public static final int MAX_NAME = 19;

  /**
   * Checks the disk.
   *
   * @throws VmSpecException if the name or the index cannot be used
   */
  public Disk {
    Rules.name("disk name", name, MAX_NAME);
    Rules.descriptor("descriptor of disk " + name, descriptor);
  }
}
