package dev.hutch.home;

import dev.hutch.HutchException;
import dev.hutch.InvalidSpecException;
import dev.hutch.jailer.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/**
 * The directory that holds boxes and caches.
 *
 * @param root absolute
 */
public record Home(Path root) {
  /** {@code sun_path} of unix(7) holds 108 bytes, the last of them NUL. */
  private static final int MAX_SOCKET_PATH = 107;

  private static final int MAX_ROOT =
      MAX_SOCKET_PATH - "/boxes/".length() - Ids.LENGTH - "/agent.sock".length();

  /**
   * Makes the directories that are missing, readable by their owner only.
   *
   * @throws InvalidSpecException if a socket below this home would have too long a path
   * @throws HutchException if a directory cannot be made or written to
   */
  public static Home open(Path root) {
    int bytes = root.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_ROOT) {
      throw new InvalidSpecException(
          "the home "
              + root
              + " has a path of "
              + bytes
              + " bytes, but a unix socket below it allows "
              + MAX_ROOT
              + ": choose a shorter one with --home or HUTCH_HOME");
    }
    Home home = new Home(root);
    home.make(home.boxes());
    home.make(home.cache());
    home.make(home.names().directory());
    return home;
  }

  /** One directory for each box. */
  public Path boxes() {
    return root.resolve("boxes");
  }

  /** The names of the boxes. */
  public Names names() {
    return new Names(root.resolve("names"));
  }

  /** What happened to the boxes. */
  public EventLog events() {
    return new EventLog(root.resolve("events.log"));
  }

  /** Where a box's files are, whether they exist or not. */
  public BoxDirectory box(String id) {
    return new BoxDirectory(boxes().resolve(id));
  }

  /** What is made once and shared by all boxes. */
  public Path cache() {
    return root.resolve("cache");
  }

  private void make(Path directory) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    if (!Files.isWritable(directory)) {
      throw unusable(directory, new IOException("not writable by this user"));
    }
    requirePrivate(root);
  }

  /** Who can write here decides what runs as this user: libraries, disks, start-up caches. */
  private static void requirePrivate(Path directory) {
    try {
      PosixFileAttributes found = Files.readAttributes(directory, PosixFileAttributes.class);
      UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
      boolean writableByOthers =
          found.permissions().contains(PosixFilePermission.GROUP_WRITE)
              || found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
      if (writableByOthers || !found.owner().equals(self)) {
        throw new HutchException(
            "the home "
                + directory
                + " belongs to "
                + found.owner().getName()
                + " with mode "
                + PosixFilePermissions.toString(found.permissions())
                + ", but only this user may be able to write to it: chown and chmod 0700 it, or"
                + " choose another with --home or HUTCH_HOME");
      }
    } catch (IOException e) {
      throw new HutchException("the home " + directory + " cannot be looked at: " + e, e);
    }
  }

  private HutchException unusable(Path directory, IOException cause) {
    return new HutchException(
        "the home "
            + root
            + " cannot be used: "
            + directory
            + ": "
            + describe(cause)
            + "; choose another with --home or HUTCH_HOME",
        cause);
  }

  private static String describe(IOException cause) {
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName().replace("Exception", "");
    return cause.getClass() == IOException.class ? String.valueOf(message) : kind;
  }
}
