package dev.hutch.copy;

import dev.hutch.InvalidSpecException;
import java.nio.file.Path;

/**
 * A path of a box as a user gives it.
 *
 * @param text absolute, with the slash or {@code /.} that it ends in
 * @param name what it is called where it goes; empty where what is in it goes there
 */
public record BoxPath(String text, String name) {
  /**
   * Reads a path.
   *
   * @param typed begins at the root, with or without a slash
   * @throws InvalidSpecException if it is empty or has a NUL
   */
  public static BoxPath of(String typed) {
    if (typed.isEmpty() || typed.indexOf('\0') >= 0) {
      throw new InvalidSpecException("a path in a box must not be empty, or have a NUL in it");
    }
    String text = typed.startsWith("/") ? typed : '/' + typed;
    Path plain = Path.of(text).normalize().getFileName();
    boolean isContents = text.endsWith("/.") || plain == null;
    return new BoxPath(text, isContents ? "" : plain.toString());
  }

  /** The first component of each path in an archive of it. */
  public String root() {
    return name.isEmpty() ? "." : name;
  }
}
