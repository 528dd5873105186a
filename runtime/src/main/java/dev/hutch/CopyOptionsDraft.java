package dev.hutch;

import java.time.Duration;
import java.util.Optional;

/** Options of a copy being changed. */
final class CopyOptionsDraft {
  boolean keepOwners;
  Optional<CopyOptions.Owner> owner;
  boolean keepSpecialBits;
  boolean followLink;
  boolean intoDirectory;
  MemorySize maxBytes;
  long maxEntries;
  Duration stallTimeout;

  CopyOptionsDraft(CopyOptions from) {
    keepOwners = from.keepOwners();
    owner = from.owner();
    keepSpecialBits = from.keepSpecialBits();
    followLink = from.followLink();
    intoDirectory = from.intoDirectory();
    maxBytes = from.maxBytes();
    maxEntries = from.maxEntries();
    stallTimeout = from.stallTimeout();
  }

  CopyOptions done() {
    return new CopyOptions(
        keepOwners,
        owner,
        keepSpecialBits,
        followLink,
        intoDirectory,
        maxBytes,
        maxEntries,
        stallTimeout);
  }
}
