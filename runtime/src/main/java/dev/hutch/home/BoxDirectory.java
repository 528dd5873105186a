package dev.hutch.home;

import dev.hutch.HutchException;
import dev.hutch.NoSuchBoxException;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.durable.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The files of one box.
 *
 * @param path absolute
 */
public record BoxDirectory(Path path) {
  /** How the name of a directory begins whose box has been removed. */
  public static final String REMOVED = ".removed-";

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

  /**
   * Locked by whoever starts the box, from before its shim is there: two starts at once would be
   * two shims of one name.
   */
  public Path startLock() {
    return path.resolve("start.lock");
  }

  /** What was asked for. */
  public Path record() {
    return path.resolve("box.properties");
  }

  /**
   * Reads the record.
   *
   * @throws NoSuchBoxException if there is none
   * @throws HutchException if it cannot be read or is damaged
   */
  public BoxRecord readRecord() {
    try {
      return BoxRecord.read(record(), id());
    } catch (NoSuchFileException e) {
      throw new NoSuchBoxException("the box " + id() + " is gone");
    } catch (IOException e) {
      throw new HutchException("the record " + record() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Replaces the record in one step. */
  public void write(BoxRecord record) {
    AtomicFile.replace(record(), record.encode());
  }

  /** What became of it. */
  public BoxJournal journal() {
    return new BoxJournal(path.resolve("journal"));
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

  /** The box's id. */
  public String id() {
    return String.valueOf(path.getFileName());
  }

  /** Whether there is such a box. */
  public boolean exists() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Takes the box out of its home, by another name for its directory: from then on there is no such
   * box, nobody finds its lock, and a deletion that is cut short leaves nothing that looks like
   * one.
   *
   * @return the directory where it is now; empty if it was gone already
   * @throws HutchException if it cannot be moved
   */
  public Optional<BoxDirectory> moveAway() {
    Path doomed = path.resolveSibling(REMOVED + id() + "-" + Ids.fresh());
    try {
      Files.move(path, doomed, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(new BoxDirectory(doomed));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new HutchException("the box's directory " + path + " cannot be removed: " + e, e);
    }
  }

  /**
   * Deletes the directory and all in it. To be called only once it is proven that no process of the
   * box is left.
   *
   * @throws HutchException if something cannot be deleted
   */
  public void delete() {
    try {
      deleteTree(path);
    } catch (IOException e) {
      throw new HutchException(
          "the files of the box in " + path + " cannot be deleted: " + e + "; try hutch prune", e);
    }
  }

  /** Deletes a file, or a directory with what is in it; follows no link. */
  public static void deleteTree(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
        for (Path file : files) {
          deleteTree(file);
        }
      } catch (NoSuchFileException e) {
        return; // another process deletes it too
      }
    }
    Files.deleteIfExists(path);
  }
}
