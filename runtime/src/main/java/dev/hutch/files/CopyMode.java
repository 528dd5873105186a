package dev.hutch.files;

import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * How something is copied.
 *
 * @param replace whether what is at the target gives way
 * @param attributes whether owner, permissions and times are copied too
 * @param followLinks whether a symbolic link's target is copied in its place
 */
record CopyMode(boolean replace, boolean attributes, boolean followLinks) {
  /** What a move is, where it cannot be a renaming. */
  static CopyMode moving(boolean replace) {
    return new CopyMode(replace, true, false);
  }

  /**
   * Of these options.
   *
   * @throws UnsupportedOperationException for one that a copy does not have
   */
  static CopyMode of(CopyOption... options) {
    boolean replace = false;
    boolean attributes = false;
    boolean followLinks = true;
    for (CopyOption option : options) {
      switch (Objects.requireNonNull(option)) {
        case StandardCopyOption.REPLACE_EXISTING -> replace = true;
        case StandardCopyOption.COPY_ATTRIBUTES -> attributes = true;
        case LinkOption.NOFOLLOW_LINKS -> followLinks = false;
        default -> throw new UnsupportedOperationException("Unsupported copy option: " + option);
      }
    }
    return new CopyMode(replace, attributes, followLinks);
  }
}
