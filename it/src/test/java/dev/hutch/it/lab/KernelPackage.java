package dev.hutch.it.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Debian's kernel, fetched by its package name and unpacked; it is never installed. */
record KernelPackage(Path kernel, Path modules) {
  private static final Pattern DEPENDS = Pattern.compile("Depends: (linux-image-\\S+)");

  /**
   * Fetches and unpacks it.
   *
   * @param downloads keeps the package file from one build to the next
   * @param work an empty directory to unpack into
   */
  static KernelPackage fetch(Path downloads, Path work) throws IOException {
    String name = currentName(downloads);
    Path file = newest(downloads, name);
    if (file == null) {
      download(downloads, name);
      file = newest(downloads, name);
    }
    if (file == null) {
      throw new LabException("apt-get download " + name + " left no package in " + downloads);
    }
    HostCommand.of(work, "dpkg", "-x", file.toString(), ".").run();
    Path modules = onlyChild(work.resolve("lib/modules"));
    String release = modules.getFileName().toString();
    // Debian's own list is made when the package is installed.
    HostCommand.of(work, HostTools.path("busybox").toString(), "depmod", "-b", ".", release).run();
    return new KernelPackage(work.resolve("boot/vmlinuz-" + release), modules);
  }

  /** The metapackage names the kernel of the day. */
  private static String currentName(Path directory) {
    HostCommand ask = HostCommand.of(directory, "apt-cache", "depends", "linux-image-amd64");
    Matcher found = DEPENDS.matcher(ask.attempt().output());
    if (!found.find()) {
      refreshLists(directory);
      found = DEPENDS.matcher(ask.run());
      if (!found.find()) {
        throw new LabException("the lab boots Debian's kernel, but apt knows no linux-image-amd64");
      }
    }
    return found.group(1);
  }

  private static void download(Path directory, String name) {
    HostCommand get = HostCommand.of(directory, "apt-get", "-q", "download", name);
    if (get.attempt().exitCode() != 0) {
      refreshLists(directory);
      get.run();
    }
  }

  private static void refreshLists(Path directory) {
    var outcome = HostCommand.of(directory, "apt-get", "-q", "update").attempt();
    if (outcome.exitCode() != 0) {
      throw new LabException(
          "the lab needs Debian's kernel package, and apt's lists are missing or stale:"
              + " sudo apt-get update%n%s".formatted(outcome.output()));
    }
  }

  private static @Nullable Path newest(Path directory, String name) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches(Pattern.quote(name) + "_.*\\.deb"))
          .max(Path::compareTo)
          .orElse(null);
    }
  }

  private static Path onlyChild(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.findFirst().orElseThrow();
    }
  }
}
