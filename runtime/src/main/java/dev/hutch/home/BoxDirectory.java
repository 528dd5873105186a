package dev.hutch.home;

import dev.hutch.HutchException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of one box.
 *
 * @param path absolute
 */
public record BoxDirectory(Path path) {
  /**
   * Makes the directory, mode 0700.
   *
   * @throws HutchException if it exists already or cannot be made
   */
  public static BoxDirectory create(Home home, String id) {
    Path path = home.boxes().resolve(id);
    try {
      return new BoxDirectory(
          Files.createDirectory(
              path,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException e) {
      throw new HutchException("the box's directory " + path + " cannot be made: " + e, e);
    }
  }

  /** Locked as long as a shim of this box lives. */
  public Path lock() {
    return path.resolve("lock");
  }

  /** Who the shim is. */
  public Path pidFile() {
    return path.resolve("shim.pid");
  }

  /** The box's own writable disk. */
  public Path disk() {
    return path.resolve("disk.ext4");
  }

  /** The newest part of what the guest wrote to its console. */
  public Path consoleLog() {
    return path.resolve("console.log");
  }

  /** Where any process that may use the home reaches the box's agent. */
  public Path agentSocket() {
    return path.resolve("agent.sock");
  }

  /**
   * Deletes the files and the directory. To be called only once it is proven that no process of the
   * box is left.
   *
   * @throws HutchException if something cannot be deleted
   */
  public void delete() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      // Gone already: what was wanted.
    } catch (IOException e) {
      throw new HutchException(
          "the files of the box in " + path + " cannot be deleted: " + e + "; delete them by hand",
          e);
    }
  }
}
