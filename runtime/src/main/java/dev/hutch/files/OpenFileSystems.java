package dev.hutch.files;

import java.nio.file.FileSystemNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file systems of boxes that are open in this process, for those who have a URI. */
final class OpenFileSystems {
  private static final List<BoxFileSystem> OPEN = new ArrayList<>();

  private OpenFileSystems() {}

  static void add(BoxFileSystem opened) {
    synchronized (OPEN) {
      OPEN.add(opened);
    }
  }

  static void remove(BoxFileSystem closed) {
    synchronized (OPEN) {
      OPEN.remove(closed);
    }
  }

  static boolean isOpen(String boxId) {
    return find(boxId).isPresent();
  }

  /** Of several of one box the one that was opened last. */
  static BoxFileSystem of(String boxId) {
    return find(boxId)
        .orElseThrow(
            () ->
                new FileSystemNotFoundException(
                    "no file system of the box "
                        + boxId
                        + " is open: call fileSystem() of the box first"));
  }

  private static Optional<BoxFileSystem> find(String boxId) {
    synchronized (OPEN) {
      return OPEN.reversed().stream().filter(each -> each.boxId().equals(boxId)).findFirst();
    }
  }
}
