package dev.hutch.launch;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.bwrap.Bubblewrap;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.rootfs.BoxDisk;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.EngineKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * All that is the same for every box of a runtime, made ready once: the engine and its files, the
 * shared disks, the shim's program and its jail.
 *
 * @param host what it takes to look after boxes
 * @param engine what runs them
 * @param engineFiles the engine's programs and libraries
 * @param kernel an ELF file
 * @param agentDisk an image file, read-only
 * @param baseImage an image file, read-only
 * @param boxDisk makes the boxes' own disks
 * @param shimCommand the shim's JVM with all its arguments, the box's id excepted
 * @param visible what the jail sees of the host, read-only
 * @param devices the devices the jail may use
 * @param bubblewrap makes the jails
 */
public record Installation(
    BoxHost host,
    EngineKind engine,
    EngineFiles engineFiles,
    Path kernel,
    Path agentDisk,
    Path baseImage,
    BoxDisk boxDisk,
    List<String> shimCommand,
    List<Path> visible,
    List<Path> devices,
    Bubblewrap bubblewrap) {

  /** The engine as people know it. */
  String engineName() {
    return engine.name().toLowerCase(Locale.ROOT);
  }

  /** The jail of one shim, which ends with this process or survives it. */
  public JailSpec jail(BoxId id, boolean survives) {
    JailSpec jail =
        JailSpec.of(id, shimCommand).withReadOnly(visible).withDiesWithParent(!survives);
    for (Path device : devices) {
      jail = jail.withDevice(device);
    }
    return jail;
  }
}
