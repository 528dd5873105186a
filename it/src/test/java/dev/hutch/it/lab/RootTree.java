package dev.hutch.it.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files of the lab's root disk, copied from this host: programs, their libraries, the JDK. */
final class RootTree {
  /** Real programs where busybox's namesake is not enough; busybox stands in for all others. */
  static final List<String> PROGRAMS =
      List.of("bash", "bwrap", "getconf", "ldd", "mke2fs", "setpriv");

  /**
   * Loaded by name at run time by libkrun, the JVM or the C library, so no program's list names
   * them.
   */
  private static final Set<String> LIBRARIES =
      Set.of(
          "libcap-ng.so.0",
          "libgcc_s.so.1",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libutil.so.1");

  private static final Set<String> LEFT_OUT =
      Set.of("src.zip", "ct.sym", "jmods", "man", "include", "legal", "demo");
  private static final Pattern LIBRARY_PATH =
      Pattern.compile("(?:=> |^\\s*)(/\\S+) \\(0x", Pattern.MULTILINE);
  private static final Pattern CACHED_LIBRARY =
      Pattern.compile("^\\s*(\\S+) \\(.*x86-64.*\\) => (/\\S+)$", Pattern.MULTILINE);

  private final Path root;

  RootTree(Path root) {
    this.root = root;
  }

  void fill() throws IOException {
    for (String directory : List.of("bin", "sbin", "lib", "lib64")) {
      Files.createDirectories(root.resolve("usr").resolve(directory));
      Files.createSymbolicLink(root.resolve(directory), Path.of("usr", directory));
    }
    for (String directory :
        List.of(
            "proc", "sys", "dev", "run", "tmp", "root", "etc", "var/tmp", "mnt", "home", "lab")) {
      Files.createDirectories(root.resolve(directory));
    }
    Path jdk = Path.of(System.getProperty("java.home"));
    copyBusybox();
    copyJdk(jdk);
    Set<Path> loaders = new TreeSet<>();
    for (String program : PROGRAMS) {
      Path path = HostTools.path(program);
      Path target = root.resolve("." + path);
      Files.deleteIfExists(target);
      copy(path, target);
      loaders.add(path);
    }
    loaders.add(jdk.resolve("bin/java"));
    loaders.add(jdk.resolve("lib/server/libjvm.so"));
    copyLibraries(loaders);
    writeAccounts();
  }

  private void copyBusybox() throws IOException {
    Path busybox = HostTools.path("busybox");
    copy(busybox, root.resolve("usr/bin/busybox"));
    for (String applet :
        HostCommand.of(root, busybox.toString(), "--list").run().lines().toList()) {
      if (!applet.equals("busybox")) {
        Files.createSymbolicLink(root.resolve("usr/bin").resolve(applet), Path.of("busybox"));
      }
    }
  }

  /** Whole and with its times, so that an AOT cache made with it on the host fits here too. */
  private void copyJdk(Path jdk) throws IOException {
    Path target = root.resolve("opt/java");
    Files.createDirectories(target.getParent());
    Files.walkFileTree(
        jdk.toRealPath(),
        new SimpleFileVisitor<>() {
          private final Path real = jdk.toRealPath();

          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(directory.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(real.relativize(directory).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!LEFT_OUT.contains(file.getFileName().toString())) {
              copy(file, target.resolve(real.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void copyLibraries(Set<Path> loaders) throws IOException {
    Set<Path> libraries = new TreeSet<>();
    for (Path loader : loaders) {
      // ldd exits 1 for a script or a static program: it has no libraries then.
      String printed = HostCommand.of(root, "ldd", loader.toString()).attempt().output();
      LIBRARY_PATH
          .matcher(printed)
          .results()
          .map(found -> Path.of(found.group(1)))
          .forEach(libraries::add);
    }
    String known = HostCommand.of(root, HostTools.path("ldconfig").toString(), "-p").run();
    for (MatchResult found : CACHED_LIBRARY.matcher(known).results().toList()) {
      if (LIBRARIES.contains(found.group(1))) {
        libraries.add(Path.of(found.group(2)));
      }
    }
    for (Path library : libraries) {
      Path target = root.resolve("." + library);
      if (Files.notExists(target)
          && !library.startsWith(Path.of(System.getProperty("java.home")))) {
        Files.createDirectories(target.getParent());
        Files.copy(library, target);
      }
    }
  }

  private void writeAccounts() throws IOException {
    Files.writeString(
        root.resolve("etc/passwd"),
        """
        root:x:0:0:root:/root:/bin/bash
        lab:x:1000:1000:lab:/tmp:/bin/bash
        nobody:x:65534:65534:nobody:/nonexistent:/bin/false
        """);
    Files.writeString(
        root.resolve("etc/group"),
        "root:x:0:\ntty:x:5:\nkvm:x:104:\nlab:x:1000:\nnogroup:x:65534:\n");
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost lab\n");
    Path defaults = Path.of("/etc/mke2fs.conf");
    if (Files.exists(defaults)) {
      copy(defaults, root.resolve("etc/mke2fs.conf"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }
}
