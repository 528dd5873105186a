package dev.hutch.vmm.natives;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the dynamic linker looks: LD_LIBRARY_PATH, what ld.so.conf names, its built-in places. */
final class SystemLibraries {
  private final List<Path> directories;

  SystemLibraries(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  static SystemLibraries of(String ldLibraryPath) {
    Set<Path> directories = new LinkedHashSet<>();
    for (String directory : ldLibraryPath.split(":", -1)) {
      if (directory.startsWith("/")) {
        directories.add(Path.of(directory));
      }
    }
    configured(Path.of("/etc/ld.so.conf.d"), directories);
    String triplet = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    for (String prefix : List.of("/usr/local/lib", "/usr/lib", "/lib")) {
      directories.add(Path.of(prefix, triplet + "-linux-gnu"));
      directories.add(Path.of(prefix + "64"));
      directories.add(Path.of(prefix));
    }
    return new SystemLibraries(new ArrayList<>(directories));
  }

  List<Path> directories() {
    return directories;
  }

  private static void configured(Path confDirectory, Set<Path> directories) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(confDirectory, "*.conf")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("/")) {
            directories.add(Path.of(line.strip()));
          }
        }
      }
    } catch (IOException e) {
      // Without it the built-in places remain, which is where distributions install.
      return;
    }
  }

  /** Every file with this soname, the one the linker would take first. */
  List<Path> all(String soname) {
    return directories.stream()
        .map(directory -> directory.resolve(soname))
        .filter(Files::isRegularFile)
        .toList();
  }

  Optional<Path> first(String soname) {
    return all(soname).stream().findFirst();
  }
}
