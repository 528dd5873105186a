package dev.hutch.vmm.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What tells in microseconds that a file is still the one that was hashed: where it lies, its
 * device, inode and size, and its times. The change time is among them, which no program can set
 * back, so every write since is noticed; a disk that loses bits by itself is not.
 */
public final class FileIdentity {
  private static final String[] FACTS = {"dev", "ino", "size", "lastModifiedTime", "ctime"};

  private FileIdentity() {}

  /**
   * The identity of a file, links followed.
   *
   * @param file the file
   * @return 64 hexadecimal digits
   * @throws IOException if the file is not there or cannot be asked
   */
  public static String of(Path file) throws IOException {
    Map<String, Object> facts = Files.readAttributes(file, "unix:" + String.join(",", FACTS));
    Sha256 identity = new Sha256().text(file.toRealPath().toString());
    for (String fact : FACTS) {
      identity.text(String.valueOf(facts.get(fact)));
    }
    return identity.hex();
  }
}
