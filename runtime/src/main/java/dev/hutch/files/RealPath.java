package dev.hutch.files;

import java.io.IOException;

/** The path that a file really has. */
final class RealPath {
  private RealPath() {}

  static BoxPath of(BoxPath path, boolean followLinks) throws IOException {
    return followLinks
        ? path.getFileSystem().agent().realPath(path)
        : unfollowed(path.toAbsolutePath());
  }

  /** {@code ..} behind a link leads to where the link does, so there it has to stay. */
  private static BoxPath unfollowed(BoxPath absolute) throws IOException {
    BoxFileSystem fileSystem = absolute.getFileSystem();
    BoxPath real = fileSystem.root();
    boolean stuck = false;
    for (int i = 0; i < absolute.getNameCount(); i++) {
      BoxPath name = absolute.getName(i);
      boolean up = name.toString().equals("..");
      if (name.toString().equals(".")) {
        continue;
      }
      stuck = up && (stuck || fileSystem.agent().attributesExactly(real, false).isSymbolicLink());
      if (up && !stuck) {
        BoxPath parent = real.getParent();
        real = parent == null ? real : parent;
      } else {
        real = real.resolve(name);
      }
    }
    fileSystem.agent().attributesExactly(real, false);
    return real;
  }
}
