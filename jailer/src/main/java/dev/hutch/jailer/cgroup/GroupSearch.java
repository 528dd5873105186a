package dev.hutch.jailer.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks through a whole hierarchy for groups of one name. */
final class GroupSearch {
  /** Deeper than any service manager nests, and a bound for a tree that somebody else grows. */
  private static final int DEPTH = 12;

  private GroupSearch() {}

  /** The groups right below one whose names begin so; none if it is gone. */
  static List<Path> children(Path parent, String prefix) {
    String[] names = parent.toFile().list((directory, name) -> name.startsWith(prefix));
    if (names != null) {
      return Arrays.stream(names).map(parent::resolve).toList();
    }
    if (Files.isReadable(parent)) {
      throw new UncheckedIOException(new IOException("cannot list " + parent));
    }
    return List.of();
  }

  /** What is not there or not ours holds no box; but a look that failed has seen nothing. */
  private static void requireGone(IOException e) {
    if (!BoxCgroup.isGone(e) && !(e instanceof AccessDeniedException)) {
      throw new UncheckedIOException(e);
    }
  }

  static List<BoxCgroup> named(Path root, String name) {
    List<BoxCgroup> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          EnumSet.noneOf(java.nio.file.FileVisitOption.class),
          DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(
                Path directory, BasicFileAttributes attributes) {
              if (directory.endsWith(name)) {
                found.add(new BoxCgroup(directory));
                return FileVisitResult.SKIP_SUBTREE;
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              requireGone(e);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
              if (e != null) {
                requireGone(e);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      requireGone(e); // the root itself
    }
    return List.copyOf(found);
  }
}
