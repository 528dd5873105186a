package dev.hutch.rootfs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over what goes into a disk, as the hexadecimal name of its file. */
final class ContentKey {
  private final MessageDigest digest;

  ContentKey() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  ContentKey add(String part) {
    return add(part.getBytes(StandardCharsets.UTF_8));
  }

  ContentKey add(byte[] part) {
    // The length first: "ab" and "c" must not name what "a" and "bc" name.
    digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(part);
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256(byte[] bytes) {
    ContentKey key = new ContentKey();
    key.digest.update(bytes);
    return key.hex();
  }
}
