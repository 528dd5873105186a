package dev.hutch.bindings.krun;

import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.generated.krun.KrunConstants;
import java.lang.foreign.Arena;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One libkrun context: the configuration of one microVM, and at last the VM itself.
 *
 * <p>Each method is the C function of the same name ({@code setVmConfig} is {@code
 * krun_set_vm_config}); most only take note, so wrong values may come to light in {@link
 * #startEnter()}. Each throws {@link KrunException} for a negative result, and {@link
 * UnsatisfiedLinkError} if this build lacks the function (see {@link KrunLibrary#has}). Strings are
 * copied by libkrun. Not safe for use by several threads.
 */
public final class Krun implements AutoCloseable {
  /** A disk image that is the bare bytes of the disk. */
  public static final int FORMAT_RAW = KrunConstants.KRUN_DISK_FORMAT_RAW;

  /**
   * A QCOW2 image. Such an image can name other files, which libkrun opens: never an untrusted one.
   */
  public static final int FORMAT_QCOW2 = KrunConstants.KRUN_DISK_FORMAT_QCOW2;

  /** The guest's flushes are ignored: the fastest, for disks that need not survive a host crash. */
  public static final int SYNC_NONE = KrunConstants.KRUN_SYNC_NONE;

  /** The guest's flushes reach the device. */
  public static final int SYNC_FULL = KrunConstants.KRUN_SYNC_FULL;

  /** An uncompressed ELF kernel. */
  public static final int KERNEL_ELF = KrunConstants.KRUN_KERNEL_FORMAT_ELF;

  private static final int MAX_VCPUS = 255;

  private final KrunLibrary library;
  private final int id;
  private boolean open = true;

  Krun(KrunLibrary library, int id) {
    this.library = library;
    this.id = id;
  }

  /**
   * Sets the size of the machine.
   *
   * @param vcpus number of vCPUs, 1 to 255 here; libkrun's devices bound it to 16
   * @param ramMib memory in MiB
   */
  public void setVmConfig(int vcpus, int ramMib) {
    if (vcpus < 1 || vcpus > MAX_VCPUS || ramMib < 1) {
      throw new IllegalArgumentException(vcpus + " vCPUs, " + ramMib + " MiB");
    }
    long result = library.function("krun_set_vm_config").call(id, vcpus, ramMib);
    if (result < 0) {
      throw new KrunException("krun_set_vm_config", vcpus + ", " + ramMib, result);
    }
  }

  /**
   * Adds a virtio-blk disk: the first is {@code /dev/vda} in the guest, and so on.
   *
   * @param blockId a name of the disk, unique within the context
   * @param path the image; {@code /proc/self/fd/N} works
   * @param format {@link #FORMAT_RAW} or {@link #FORMAT_QCOW2}
   * @param readOnly whether the guest cannot write; needed if this process cannot
   */
  public void addDisk2(String blockId, String path, int format, boolean readOnly) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          library
              .function("krun_add_disk2")
              .call(id, text(arena, blockId), text(arena, path), format, readOnly ? 1 : 0);
      if (result < 0) {
        throw new KrunException(
            "krun_add_disk2", blockId + ", " + path + ", " + format + ", " + readOnly, result);
      }
    }
  }

  /**
   * As {@link #addDisk2} with more to choose.
   *
   * @param directIo whether to bypass the host's page cache
   * @param syncMode {@link #SYNC_NONE} or {@link #SYNC_FULL}
   */
  public void addDisk3(
      String blockId, String path, int format, boolean readOnly, boolean directIo, int syncMode) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          library
              .function("krun_add_disk3")
              .call(
                  id,
                  text(arena, blockId),
                  text(arena, path),
                  format,
                  readOnly ? 1 : 0,
                  directIo ? 1 : 0,
                  syncMode);
      if (result < 0) {
        throw new KrunException(
            "krun_add_disk3", blockId + ", " + path + ", " + format + ", " + syncMode, result);
      }
    }
  }

  /**
   * Boots this kernel with this command line in place of libkrunfw's with libkrun's own.
   *
   * @param path the kernel; {@code /proc/self/fd/N} works
   * @param format {@link #KERNEL_ELF}
   * @param initramfs its path, or null for none
   * @param commandLine the kernel's parameters, in full
   */
  public void setKernel(String path, int format, @Nullable String initramfs, String commandLine) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          library
              .function("krun_set_kernel")
              .call(
                  id,
                  text(arena, path),
                  format,
                  initramfs == null ? 0 : text(arena, initramfs),
                  text(arena, commandLine));
      if (result < 0) {
        throw new KrunException("krun_set_kernel", path + ", " + format + ", ...", result);
      }
    }
  }

  /**
   * Gives the implicit console (the guest's {@code hvc0}) a file as its output and no input.
   *
   * @param path a file that is created or truncated, or a pipe; {@code /proc/self/fd/N} works
   */
  public void setConsoleOutput(String path) {
    try (Arena arena = Arena.ofConfined()) {
      long result = library.function("krun_set_console_output").call(id, text(arena, path));
      if (result < 0) {
        throw new KrunException("krun_set_console_output", path, result);
      }
    }
  }

  /** Leaves out the console that libkrun would make of descriptors 0, 1 and 2. */
  public void disableImplicitConsole() {
    long result = library.function("krun_disable_implicit_console").call(id);
    if (result < 0) {
      throw new KrunException("krun_disable_implicit_console", "", result);
    }
  }

  /** Leaves out the vsock device, and with it the guest's way to the host's network (TSI). */
  public void disableImplicitVsock() {
    long result = library.function("krun_disable_implicit_vsock").call(id);
    if (result < 0) {
      throw new KrunException("krun_disable_implicit_vsock", "", result);
    }
  }

  /**
   * Adds a vsock device; {@link #disableImplicitVsock()} comes first.
   *
   * @param tsiFeatures what of the host's network the guest may use: 0 for nothing
   */
  public void addVsock(int tsiFeatures) {
    long result = library.function("krun_add_vsock").call(id, tsiFeatures);
    if (result < 0) {
      throw new KrunException("krun_add_vsock", String.valueOf(tsiFeatures), result);
    }
  }

  /**
   * Adds a virtio-console device whose first port is a console ({@code hvc0}, {@code hvc1}, ...).
   * The descriptors are used, not taken over, and must stay open; -1 is none.
   */
  public void addVirtioConsoleDefault(int inputFd, int outputFd, int errorFd) {
    long result =
        library.function("krun_add_virtio_console_default").call(id, inputFd, outputFd, errorFd);
    if (result < 0) {
      throw new KrunException(
          "krun_add_virtio_console_default", inputFd + ", " + outputFd + ", " + errorFd, result);
    }
  }

  /**
   * Adds a virtio-console device without ports; returns its id for {@link #addConsolePortInout}.
   */
  public int addVirtioConsoleMultiport() {
    long result = library.function("krun_add_virtio_console_multiport").call(id);
    if (result < 0) {
      throw new KrunException("krun_add_virtio_console_multiport", "", result);
    }
    return (int) result;
  }

  /**
   * Adds a port to a device of {@link #addVirtioConsoleMultiport()}. The descriptors are used, not
   * taken over, and must stay open; the same one may serve both ways.
   *
   * @param name what the file {@code name} in the port's sysfs directory reads in the guest
   * @param inputFd what the guest reads; -1 for none
   * @param outputFd what the guest writes; -1 for none
   */
  public void addConsolePortInout(int consoleId, String name, int inputFd, int outputFd) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          library
              .function("krun_add_console_port_inout")
              .call(id, consoleId, text(arena, name), inputFd, outputFd);
      if (result < 0) {
        throw new KrunException(
            "krun_add_console_port_inout",
            consoleId + ", " + name + ", " + inputFd + ", " + outputFd,
            result);
      }
    }
  }

  /**
   * Limits for the program that libkrun's own init starts in the guest; without meaning for a
   * kernel with another init.
   *
   * @param limits each {@code NUMBER=SOFT:HARD}
   */
  public void setRlimits(List<String> limits) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          library.function("krun_set_rlimits").call(id, CStrings.vector(arena, limits).address());
      if (result < 0) {
        throw new KrunException("krun_set_rlimits", limits.toString(), result);
      }
    }
  }

  /**
   * Becomes the VM. Does not return while it lives, and when it ends the process ends with it, by
   * {@code _exit}: no finally block and no shutdown hook runs. Call it from the main thread or one
   * platform thread; other threads of the JVM run on. The process's umask becomes 0.
   *
   * <p>libkrun aborts the process (SIGABRT) when {@code /dev/kvm} cannot be opened or a descriptor
   * is bad: check both first.
   *
   * @throws KrunException always, if it returns: the VM could not be built. The context is used up.
   */
  public void startEnter() {
    if (!open) {
      throw new IllegalStateException("the context is used up");
    }
    open = false;
    throw new KrunException("krun_start_enter", "", library.function("krun_start_enter").call(id));
  }

  /** Frees the context unless {@link #startEnter()} has used it up. */
  @Override
  public void close() {
    if (open) {
      open = false;
      library.function("krun_free_ctx").call(id);
    }
  }

  private static long text(Arena arena, String text) {
    return CStrings.allocate(arena, text).address();
  }
}
