package dev.hutch.jailer.teardown;

import dev.hutch.jailer.identity.PidFile;
import java.nio.file.Path;

/**
 * The files of a box that say who owns it.
 *
 * @param lock the lock file
 * @param pidFile the pid file
 */
public record BoxFiles(Path lock, PidFile pidFile) {
  /** Those of a box's directory: {@code lock} and {@code shim.pid}. */
  public static BoxFiles in(Path directory) {
    return new BoxFiles(directory.resolve("lock"), new PidFile(directory.resolve("shim.pid")));
  }
}
