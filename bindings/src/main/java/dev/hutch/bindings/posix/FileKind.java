package dev.hutch.bindings.posix;

import dev.hutch.bindings.generated.linux.LinuxConstants;

/** What is at a name of a directory. */
public enum FileKind {
  /** Nothing. */
  ABSENT,
  /** An ordinary file. */
  FILE,
  /** A directory. */
  DIRECTORY,
  /** A symbolic link, wherever to. */
  SYMBOLIC_LINK,
  /** A named pipe. */
  FIFO,
  /** A device or socket. */
  OTHER;

  static FileKind of(int mode) {
    return switch (mode & LinuxConstants.S_IFMT) {
      case LinuxConstants.S_IFREG -> FILE;
      case LinuxConstants.S_IFDIR -> DIRECTORY;
      case LinuxConstants.S_IFLNK -> SYMBOLIC_LINK;
      case LinuxConstants.S_IFIFO -> FIFO;
      default -> OTHER;
    };
  }
}
