package dev.hutch.copy;

import dev.hutch.CopyException;
import dev.hutch.bindings.posix.OpenDirectory;
import dev.hutch.bindings.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Where on the host something out of a box goes, as {@code docker cp} has it.
 *
 * @param directory the directory that is never left
 * @param prefix the place in it: one name, or none for the directory itself
 */
record HostPlace(Path directory, List<String> prefix) {
  /**
   * Finds it. Links of the target's own path are followed.
   *
   * @param name what it is called in a directory that is there; empty where it is what is in a
   *     directory
   * @param isDirectory what it is
   * @param intoDirectory whether a file must go into a directory
   * @throws CopyException if that makes no sense
   */
  static HostPlace of(Path target, String name, boolean isDirectory, boolean intoDirectory) {
    if (Files.isDirectory(target)) {
      return new HostPlace(target, name.isEmpty() ? List.of() : List.of(name));
    }
    if (isDirectory && Files.exists(target)) {
      throw new CopyException(target + " is no directory, but what is to be copied there is one");
    }
    if (intoDirectory && !isDirectory) {
      throw new CopyException("there is no directory " + target);
    }
    return around(real(target));
  }

  /** Opens the directory. */
  OpenDirectory open() {
    try {
      return OpenDirectory.open(directory);
    } catch (PosixException e) {
      throw new CopyException(directory + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static HostPlace around(Path target) {
    Path directory = target.getParent();
    Path name = target.getFileName();
    if (directory == null || name == null || !Files.isDirectory(directory)) {
      throw new CopyException("there is no directory " + directory);
    }
    return new HostPlace(directory, List.of(name.toString()));
  }

  private static Path real(Path target) {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return target.toAbsolutePath();
    }
    try {
      return target.toRealPath();
    } catch (IOException e) {
      throw new CopyException(target + " is a symbolic link to nothing: " + e, e);
    }
  }
}
