package dev.hutch.vmm.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory to work in, gone with all it holds when closed.
 *
 * @param path where it is
 */
public record PartialDirectory(Path path) implements AutoCloseable {
  /**
   * Creates one, mode 0700, in a directory of the cache, which is made if needed.
   *
   * @param parent where to create it
   * @return the directory, which the caller closes
   * @throws PreparationException if it cannot be created
   */
  public static PartialDirectory in(Path parent) {
    try {
      Files.createDirectories(parent, PartialFile.PRIVATE_DIRECTORY);
      return new PartialDirectory(Files.createTempDirectory(parent, PartialFile.PREFIX));
    } catch (IOException e) {
      throw PreparationException.writing(parent, e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> found = Files.walk(path)) {
      for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw PreparationException.writing(path, e);
    }
  }
}
