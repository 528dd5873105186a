package dev.hutch.it.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The host programs the lab is built with and from, and the Debian packages that hold them. */
final class HostTools {
  private static final String[] DIRECTORIES = {"/usr/bin", "/usr/sbin", "/bin", "/sbin"};

  private static final Map<String, String> PACKAGES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("qemu-system-x86_64", "qemu-system-x86"),
              Map.entry("busybox", "busybox-static"),
              Map.entry("cpio", "cpio"),
              Map.entry("mke2fs", "e2fsprogs"),
              Map.entry("bwrap", "bubblewrap"),
              Map.entry("setpriv", "util-linux"),
              Map.entry("ldd", "libc-bin"),
              Map.entry("getconf", "libc-bin"),
              Map.entry("dpkg", "dpkg"),
              Map.entry("apt-get", "apt"),
              Map.entry("bash", "bash")));

  private HostTools() {}

  /**
   * Fails unless everything is there.
   *
   * @throws LabException naming each missing program and the command that installs it
   */
  static void requireAll() {
    if (!System.getProperty("os.arch").equals("amd64")) {
      throw new LabException(
          "the lab emulates an AMD machine and needs an x86-64 host; " + LabTier.HOW_TO_SWITCH_OFF);
    }
    TreeSet<String> programs = new TreeSet<>();
    TreeSet<String> packages = new TreeSet<>();
    PACKAGES.forEach(
        (program, debian) -> {
          if (find(program).isEmpty()) {
            programs.add(program);
            packages.add(debian);
          }
        });
    if (!programs.isEmpty()) {
      throw new LabException(
          "the lab needs %s: sudo apt-get install -y %s (%s)"
              .formatted(
                  String.join(", ", programs),
                  String.join(" ", packages),
                  LabTier.HOW_TO_SWITCH_OFF));
    }
  }

  /** The program's path; call after {@link #requireAll}. */
  static Path path(String program) {
    return find(program).orElseThrow(() -> new LabException("no program " + program));
  }

  private static Optional<Path> find(String program) {
    for (String directory : DIRECTORIES) {
      Path path = Path.of(directory, program);
      if (Files.isExecutable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
