package dev.hutch.vmm.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A note beside a cached file that its content was good, which holds until the file is touched: so
 * that a spoiled file is noticed at each use without reading it.
 *
 * @param file the cached file
 */
public record Seal(Path file) {
  /**
   * Whether the file is there and untouched since {@link #set()}.
   *
   * @return whether it can be used as it is
   * @throws IOException if it is there but cannot be asked
   */
  public boolean holds() throws IOException {
    return Files.exists(file)
        && PartialFile.read(note()).equals(Optional.of(FileIdentity.of(file)));
  }

  /**
   * Notes that the file, as it is now, is good.
   *
   * @throws IOException if the file cannot be asked
   * @throws PreparationException if the note cannot be written
   */
  public void set() throws IOException {
    PartialFile.write(note(), FileIdentity.of(file));
  }

  private Path note() {
    return file.resolveSibling(file.getFileName() + ".seal");
  }
}
