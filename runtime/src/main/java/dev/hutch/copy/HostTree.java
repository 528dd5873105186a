package dev.hutch.copy;

import dev.hutch.CopyException;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.FileKind;
import dev.hutch.bindings.posix.OpenDirectory;
import dev.hutch.bindings.posix.PosixException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Files below a directory that is never left: each path is walked component by component from
 * there, and no symbolic link is followed, whoever made it.
 */
final class HostTree implements AutoCloseable {
  private final OpenDirectory top;

  /** Most files lie in the directory of the one before. */
  private List<String> knownPath = List.of();

  private @Nullable OpenDirectory known;

  HostTree(OpenDirectory top) {
    this.top = top;
  }

  /** Something about one name of a directory. */
  @FunctionalInterface
  interface Work<T> {
    T in(OpenDirectory directory, String name);
  }

  /**
   * Does something about a path in its directory.
   *
   * @param path not empty
   * @throws CopyException if the directory is not there, or the work is refused by the kernel
   */
  <T> T at(List<String> path, Work<T> work) {
    return told(path, () -> work.in(parent(path), path.getLast()));
  }

  /**
   * Makes something that is no directory, in place of what is there if that is a file, a link or a
   * FIFO.
   */
  <T> T make(List<String> path, Work<T> how) {
    return at(
        path,
        (directory, name) -> {
          try {
            return how.in(directory, name);
          } catch (PosixException e) {
            if (e.errno() != Errno.EEXIST) {
              throw e;
            }
            clear(directory, name, path);
            return how.in(directory, name);
          }
        });
  }

  /** Makes a directory; false if one is there. */
  boolean makeDirectory(List<String> path, int mode) {
    return at(
        path,
        (directory, name) -> {
          FileKind there = directory.kind(name);
          switch (there) {
            case ABSENT -> directory.makeDirectory(name, mode);
            case DIRECTORY -> {}
            default ->
                throw new CopyException(
                    "there is something at " + Shown.path(path) + " that is no directory");
          }
          return there == FileKind.ABSENT;
        });
  }

  /** Gives a file another name. */
  void link(List<String> path, List<String> existing) {
    // a copy of its directory: to find that of the new name may close it
    try (OpenDirectory from = at(existing, (directory, name) -> directory.dup())) {
      if (from.kind(existing.getLast()) != FileKind.FILE) {
        throw new CopyException(
            Shown.path(path) + " is a hard link to " + Shown.path(existing) + ", which is no file");
      }
      make(
          path,
          (directory, name) -> {
            directory.makeHardLink(name, from, existing.getLast());
            return true;
          });
    }
  }

  /** Makes a file, to be closed by the caller. */
  Fd create(List<String> path) {
    return make(path, OpenDirectory::createFile);
  }

  @Override
  public void close() {
    forget();
    top.close();
  }

  private static void clear(OpenDirectory directory, String name, List<String> path) {
    switch (directory.kind(name)) {
      case DIRECTORY ->
          throw new CopyException("a directory is in the place of " + Shown.path(path));
      case OTHER ->
          throw new CopyException("a device or socket is in the place of " + Shown.path(path));
      case ABSENT -> {}
      default -> directory.remove(name);
    }
  }

  private OpenDirectory parent(List<String> path) {
    List<String> wanted = path.subList(0, path.size() - 1);
    OpenDirectory found = known;
    if (found != null && knownPath.equals(wanted)) {
      return found;
    }
    forget();
    OpenDirectory walked = walk(wanted);
    known = walked;
    knownPath = List.copyOf(wanted);
    return walked;
  }

  private OpenDirectory walk(List<String> path) {
    OpenDirectory at = top.dup();
    for (String component : path) {
      try (OpenDirectory above = at) {
        at = above.open(component);
      }
    }
    return at;
  }

  private void forget() {
    if (known != null) {
      known.close();
    }
    known = null;
  }

  private static <T> T told(List<String> path, Supplier<T> work) {
    try {
      return work.get();
    } catch (PosixException e) {
      throw new CopyException(
          Shown.path(path) + " cannot be made on the host: " + e.getMessage(), e);
    }
  }
}
