package dev.hutch.cli;

import dev.hutch.HutchException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How large the caches of a home are. */
final class CacheUse {
  private CacheUse() {}

  /** Bytes of the files below each of them, by name; what others delete meanwhile may count. */
  static Map<String, Long> below(Path home) {
    Path root = home.resolve("cache");
    Map<String, Long> bytes = new TreeMap<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String name = root.relativize(file).getName(0).toString();
              bytes.merge(name, attributes.size(), Long::sum);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      // nothing was ever started here
    } catch (IOException e) {
      throw new HutchException("the cache " + root + " cannot be looked at: " + e, e);
    }
    return bytes;
  }
}
