package dev.hutch.copy;

import java.time.Instant;
import java.util.List;

/**
 * One file, directory or link of an archive.
 *
 * @param kind what it is
 * @param path its place below what was asked for, by components; empty for that itself
 * @param link what a symbolic link says; for a hard link, as a path of an archive, its other name
 * @param mode permissions, special bits included
 * @param modified when it was modified
 */
record Entry(
    Kind kind,
    List<String> path,
    String link,
    int mode,
    long uid,
    long gid,
    long size,
    Instant modified) {
  enum Kind {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    HARD_LINK,
    FIFO
  }

  boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }
}
