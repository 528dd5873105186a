package dev.hutch.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory tree that a disk image is made from; gone when closed. */
final class StagingTree implements AutoCloseable {
  private final Path root;

  private StagingTree(Path root) {
    this.root = root;
  }

  static StagingTree in(Path directory) throws IOException {
    return new StagingTree(Files.createTempDirectory(directory, ".partial-"));
  }

  Path root() {
    return root;
  }

  StagingTree directory(String path, int mode) throws IOException {
    Path made = Files.createDirectories(root.resolve(path));
    // Set apart from creation, which the umask would thin out.
    Files.setAttribute(made, "unix:mode", mode);
    return this;
  }

  StagingTree file(String path, byte[] content, int mode) throws IOException {
    Path made = root.resolve(path);
    Files.createDirectories(parent(made));
    Files.write(made, content);
    Files.setAttribute(made, "unix:mode", mode);
    return this;
  }

  StagingTree link(String path, String target) throws IOException {
    Path made = root.resolve(path);
    Files.createDirectories(parent(made));
    Files.createSymbolicLink(made, Path.of(target));
    return this;
  }

  StagingTree directories(List<String> paths) throws IOException {
    for (String path : paths) {
      directory(path, 0755);
    }
    return this;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no directory above " + path);
    }
    return parent;
  }
}
