package dev.hutch.vmm.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers, for an identity, the hash that was worked out from what it identifies: so that a start
 * reads a line instead of megabytes.
 *
 * @param directory where the notes are kept
 */
public record Memo(Path directory) {
  /**
   * What was noted.
   *
   * @param identity 64 hexadecimal digits, see {@link FileIdentity}
   * @return 64 hexadecimal digits, empty if there is no good note
   * @throws IOException if there is one but it cannot be read
   */
  public Optional<String> recall(String identity) throws IOException {
    return PartialFile.read(note(identity)).filter(text -> text.matches("[0-9a-f]{64}"));
  }

  /**
   * Notes a hash.
   *
   * @param identity 64 hexadecimal digits, see {@link FileIdentity}
   * @param hash 64 hexadecimal digits
   * @throws PreparationException if it cannot be written
   */
  public void note(String identity, String hash) {
    PartialFile.write(note(identity), hash);
  }

  private Path note(String identity) {
    return directory.resolve(identity + ".memo");
  }
}
