package dev.hutch.copy;

import dev.hutch.CopyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What of the host goes into a box.
 *
 * @param path where it is
 * @param name what it is called in a directory that is there
 * @param isDirectory whether it is a directory
 * @param isContents whether what is in the directory goes there, and not the directory
 */
public record HostSource(Path path, String name, boolean isDirectory, boolean isContents) {
  /**
   * Looks at it.
   *
   * @param path one that ends in {@code .} means what is in the directory
   * @param followLink whether a symbolic link is followed
   * @throws CopyException if it is not there
   */
  public static HostSource of(Path path, boolean followLink) {
    Path named = path.toAbsolutePath();
    boolean isDirectory = isDirectory(path, followLink);
    Path last = named.getFileName();
    if (last == null || last.toString().equals(".")) {
      return new HostSource(path, ".", isDirectory, true);
    }
    Path plain = named.normalize().getFileName();
    return new HostSource(path, plain == null ? "." : plain.toString(), isDirectory, plain == null);
  }

  /** The word for it in a request to the agent's {@code unpack}. */
  public String cargo() {
    return isContents ? "contents" : isDirectory ? "directory" : "file";
  }

  private static boolean isDirectory(Path path, boolean followLink) {
    LinkOption[] how =
        followLink ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    try {
      return Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class, how)
          .isDirectory();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The failure that says why a file of the host cannot be sent. */
  static CopyException unreadable(Path file, IOException cause) {
    String why =
        switch (cause) {
          case NoSuchFileException e -> "it is not there";
          case AccessDeniedException e -> "permission denied";
          default -> cause.toString();
        };
    return new CopyException(file + " cannot be read: " + why, cause);
  }
}
