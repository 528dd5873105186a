package dev.hutch.rootfs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is being written beside its final name and takes that name only when it is whole.
 * Closed before {@link #install()}, it is gone.
 */
final class PartialFile implements AutoCloseable {
  /** By which a prune knows what nobody will finish; the name that all of a home's caches use. */
  private static final String PREFIX = ".partial-";

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path target;
  private final Path path;
  private boolean installed;

  private PartialFile(Path target, Path path) {
    this.target = target;
    this.path = path;
  }

  /** Creates an empty file, mode 0600, next to {@code target}, and the directories above it. */
  static PartialFile of(Path target) {
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalArgumentException("not a file: " + target);
    }
    try {
      Files.createDirectories(directory, PRIVATE_DIRECTORY);
      return new PartialFile(target, Files.createTempFile(directory, PREFIX, ""));
    } catch (IOException e) {
      throw RootfsException.writing(target, e);
    }
  }

  Path path() {
    return path;
  }

  /** Gives the file its final name, replacing what may be there; contents reach the disk first. */
  void install() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    installed = true;
  }

  /**
   * Gives the file its final name, which must be free. Its contents are left to the kernel to write
   * back: a box's disk that a power cut took is no loss, and syncing it would cost each start.
   */
  void installNew() throws IOException {
    Files.move(path, target);
    installed = true;
  }

  @Override
  public void close() {
    if (!installed) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw RootfsException.writing(path, e);
      }
    }
  }
}
