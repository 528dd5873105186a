package dev.hutch.launch;

import dev.hutch.home.BoxDirectory;
import dev.hutch.home.Home;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.bwrap.Bubblewrap;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.supervisor.Supervisor;
import dev.hutch.jailer.teardown.BoxFiles;
import dev.hutch.jailer.teardown.Teardown;
import dev.hutch.rootfs.BoxDisk;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.EngineKind;
import java.nio.file.Path;
import java.util.List;

/**
 * All that is the same for every box of a runtime, made ready once: the engine and its files, the
 * shared disks, the shim's program and its jail, the supervisor.
 *
 * @param home where boxes are
 * @param engine what runs them
 * @param engineFiles the engine's programs and libraries
 * @param kernel an ELF file
 * @param agentDisk an image file, read-only
 * @param baseImage an image file, read-only
 * @param boxDisk makes the boxes' own disks
 * @param shimCommand the shim's JVM with all its arguments, the box's id excepted
 * @param visible what the jail sees of the host, read-only
 * @param devices the devices the jail may use
 * @param bubblewrap jails the shims
 * @param supervisor starts the shims
 * @param hierarchies where cgroups can be made
 * @param teardown ends boxes
 */
public record Installation(
    Home home,
    EngineKind engine,
    EngineFiles engineFiles,
    Path kernel,
    Path agentDisk,
    Path baseImage,
    BoxDisk boxDisk,
    List<String> shimCommand,
    List<Path> visible,
    List<Path> devices,
    Bubblewrap bubblewrap,
    Supervisor supervisor,
    Hierarchies hierarchies,
    Teardown teardown) {

  /** The jail of one shim. */
  public JailSpec jail(BoxId id) {
    JailSpec jail = JailSpec.of(id, shimCommand).withReadOnly(visible);
    for (Path device : devices) {
      jail = jail.withDevice(device);
    }
    return jail;
  }

  /** Where a box's files are, whether they exist or not. */
  BoxDirectory directory(BoxId id) {
    return new BoxDirectory(home.boxes().resolve(id.value()));
  }

  /** The files that say who owns a box. */
  BoxFiles files(BoxId id) {
    return BoxFiles.in(directory(id).path());
  }
}
