package dev.hutch.jailer.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells one boot of this host from another: pids and start times mean something within one boot
 * only.
 */
public final class BootId {
  private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  /**
   * The id of the running boot, a UUID, see random(4).
   *
   * @throws UncheckedIOException if the kernel does not tell
   */
  public static String current() {
    return Holder.CURRENT;
  }

  private static final class Holder {
    static final String CURRENT = read();

    private static String read() {
      try {
        return Files.readString(SOURCE).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
