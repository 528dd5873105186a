package dev.hutch.files;

import java.nio.file.LinkOption;
import java.util.Objects;

/** Whether symbolic links are followed. */
final class Links {
  private Links() {}

  static boolean followed(LinkOption... options) {
    boolean followed = true;
    for (LinkOption option : options) {
      followed = Objects.requireNonNull(option) != LinkOption.NOFOLLOW_LINKS;
    }
    return followed;
  }
}
