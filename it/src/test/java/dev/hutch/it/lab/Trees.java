package dev.hutch.it.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directory trees of the lab's own making. */
final class Trees {
  private Trees() {}

  static void delete(Path tree) throws IOException {
    for (Path path : walk(tree).reversed()) {
      Files.delete(path);
    }
  }

  /** The bytes in its regular files. */
  static long size(Path tree) throws IOException {
    long bytes = 0;
    for (Path path : walk(tree)) {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        bytes += Files.size(path);
      }
    }
    return bytes;
  }

  private static List<Path> walk(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
