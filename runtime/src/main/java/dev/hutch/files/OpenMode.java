package dev.hutch.files;

import dev.hutch.agent.files.OpenFlags;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How a file is to be opened. As with the default provider, a file that is to be deleted on close
 * loses its name when it has been opened: so it is gone whatever becomes of box and host.
 *
 * @param options all that are set, reading or writing included
 * @param followLinks whether a final symbolic link is followed
 */
record OpenMode(Set<StandardOpenOption> options, boolean followLinks) {
  /**
   * Of these options.
   *
   * @throws UnsupportedOperationException for one that is not known
   * @throws IllegalArgumentException if they contradict each other
   */
  static OpenMode of(Set<? extends OpenOption> wanted) {
    EnumSet<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
    boolean followLinks = true;
    for (OpenOption option : wanted) {
      switch (Objects.requireNonNull(option)) {
        case StandardOpenOption standard -> options.add(standard);
        case LinkOption link -> followLinks = link != LinkOption.NOFOLLOW_LINKS;
        default -> throw new UnsupportedOperationException(option + " not supported");
      }
    }
    if (!options.contains(StandardOpenOption.READ) && !options.contains(StandardOpenOption.WRITE)) {
      boolean append = options.contains(StandardOpenOption.APPEND);
      options.add(append ? StandardOpenOption.WRITE : StandardOpenOption.READ);
    }
    OpenMode mode = new OpenMode(options, followLinks);
    mode.refuse(StandardOpenOption.READ);
    mode.refuse(StandardOpenOption.TRUNCATE_EXISTING);
    return mode;
  }

  boolean has(StandardOpenOption option) {
    return options.contains(option);
  }

  /** Whether a final symbolic link is an error. A new file is never made through one. */
  boolean refusesLinks() {
    return !has(StandardOpenOption.CREATE_NEW)
        && (!followLinks || options.contains(StandardOpenOption.DELETE_ON_CLOSE));
  }

  boolean createsNew() {
    return has(StandardOpenOption.WRITE) && has(StandardOpenOption.CREATE_NEW);
  }

  /** As open(2) has it. */
  int flags() {
    int flags =
        !has(StandardOpenOption.WRITE)
            ? OpenFlags.READ_ONLY
            : has(StandardOpenOption.READ) ? OpenFlags.READ_WRITE : OpenFlags.WRITE_ONLY;
    if (has(StandardOpenOption.WRITE)) {
      flags |= flag(StandardOpenOption.TRUNCATE_EXISTING, OpenFlags.TRUNCATE);
      flags |= flag(StandardOpenOption.APPEND, OpenFlags.APPEND);
      flags |= flag(StandardOpenOption.CREATE, OpenFlags.CREATE);
      flags |= flag(StandardOpenOption.CREATE_NEW, OpenFlags.CREATE | OpenFlags.EXCLUSIVE);
    }
    return flags
        | (refusesLinks() ? OpenFlags.NO_FOLLOW : 0)
        | flag(StandardOpenOption.DSYNC, OpenFlags.DATA_SYNC)
        | flag(StandardOpenOption.SYNC, OpenFlags.SYNC);
  }

  private int flag(StandardOpenOption option, int flag) {
    return has(option) ? flag : 0;
  }

  private void refuse(StandardOpenOption withAppend) {
    if (has(StandardOpenOption.APPEND) && has(withAppend)) {
      throw new IllegalArgumentException(
          withAppend == StandardOpenOption.READ
              ? "READ + APPEND not allowed"
              : "APPEND + TRUNCATE_EXISTING not allowed");
    }
  }
}
