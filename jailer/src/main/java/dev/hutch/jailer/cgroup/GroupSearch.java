package dev.hutch.jailer.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Looks through a whole hierarchy for groups of one name. */
final class GroupSearch {
  /** Deeper than any service manager nests, and a bound for a tree that somebody else grows. */
  private static final int DEPTH = 12;

  private GroupSearch() {}

  /** The groups right below one whose names begin so; none if it is gone. */
  static List<Path> children(Path parent, String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, prefix + "*")) {
      groups.forEach(found::add);
    } catch (IOException | DirectoryIteratorException gone) {
      return List.copyOf(found);
    }
    return List.copyOf(found);
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
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return List.copyOf(found); // the root itself is gone
    }
    return List.copyOf(found);
  }
}
