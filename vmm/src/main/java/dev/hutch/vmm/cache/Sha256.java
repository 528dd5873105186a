package dev.hutch.vmm.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, and of lists of texts, in lower-case hexadecimal. */
public final class Sha256 {
  private final MessageDigest digest;

  /** A hash of nothing yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * The hash of a file's content.
   *
   * @param file the file
   * @return 64 digits
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    Sha256 hash = new Sha256();
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        hash.digest.update(chunk, 0, n);
      }
    }
    return hash.hex();
  }

  /**
   * Adds bytes as they are.
   *
   * @param bytes what to add, read to its limit
   * @return this
   */
  public Sha256 bytes(ByteBuffer bytes) {
    digest.update(bytes);
    return this;
  }

  /**
   * Adds one text of a list, its length first: "ab", "c" is another list than "a", "bc".
   *
   * @param text what to add
   * @return this
   */
  public Sha256 text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    return this;
  }

  /**
   * The hash; this object starts anew.
   *
   * @return 64 digits
   */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
