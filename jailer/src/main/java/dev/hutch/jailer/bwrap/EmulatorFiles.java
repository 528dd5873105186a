package dev.hutch.jailer.bwrap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a {@code qemu-system-*} must see of the host to emulate a machine of type {@code microvm}:
 * itself, its libraries, its TCG accelerator (a module of its own in Debian's build) and the
 * firmware.
 *
 * <p>QEMU looks for modules and firmware relative to its own directory, so they keep their paths in
 * the jail.
 */
public final class EmulatorFiles {
  private static final List<String> FIRMWARE =
      List.of("qboot.rom", "bios-microvm.bin", "pvh.bin", "linuxboot_dma.bin", "multiboot_dma.bin");
  private static final List<String> FIRMWARE_DIRECTORIES = List.of("share/qemu", "share/seabios");

  private EmulatorFiles() {}

  /**
   * The files and directories, to be bound read-only. Libraries come as the directories they are
   * in: QEMU has fifty, and each bind costs bubblewrap 0.4 ms.
   *
   * @param qemu the program, such as {@code /usr/bin/qemu-system-x86_64}
   * @param libraries asked for what it needs
   */
  public static List<Path> of(Path qemu, SharedLibraries libraries) {
    Path prefix = qemu.toAbsolutePath().resolve("../..").normalize();
    List<Path> modules = modules(qemu, prefix, libraries);
    Set<Path> files = new LinkedHashSet<>(List.of(qemu));
    for (Path library : libraries.of(qemu, modules)) {
      files.add(directory(library));
    }
    files.addAll(modules);
    for (String directory : FIRMWARE_DIRECTORIES) {
      FIRMWARE.stream()
          .map(name -> prefix.resolve(directory).resolve(name))
          .filter(Files::exists)
          .forEach(files::add);
    }
    return List.copyOf(files);
  }

  /**
   * {@code accel-tcg-*.so} in the {@code qemu} directory beside the libraries, where the build has
   * such modules.
   */
  private static List<Path> modules(Path qemu, Path prefix, SharedLibraries libraries) {
    String name =
        "accel-tcg-" + String.valueOf(qemu.getFileName()).replace("qemu-system-", "") + ".so";
    Stream<Path> besideLibraries =
        libraries.of(qemu).stream().map(library -> directory(library).resolve("qemu"));
    Stream<Path> usual = Stream.of(prefix.resolve("lib/qemu"), prefix.resolve("lib64/qemu"));
    List<Path> found = new ArrayList<>();
    Stream.concat(besideLibraries, usual)
        .distinct()
        .map(directory -> directory.resolve(name))
        .filter(Files::exists)
        .flatMap(module -> Stream.of(module, underPrefix(module, prefix)))
        .distinct()
        .forEach(found::add);
    return found;
  }

  /** Where {@code /lib} is a link to {@code /usr/lib}, the loader's paths and QEMU's own differ. */
  private static Path underPrefix(Path module, Path prefix) {
    Path same = prefix.resolve(Path.of("/").relativize(module));
    return Files.exists(same) ? same : module;
  }

  private static Path directory(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
