package dev.hutch.vmm.natives;

import java.nio.file.Path;

/**
 * A library that is good enough to be used.
 *
 * @param kind which of the two
 * @param path where it is, absolute
 * @param origin who put it there
 * @param licence its licence where it was fetched, otherwise whom to ask
 */
public record NativeLibrary(NativeKind kind, Path path, Origin origin, String licence) {
  /** Who put a library where it is. */
  public enum Origin {
    /** Named by an option of the caller. */
    OPTION,
    /** Named by the environment variable of its {@link NativeKind}. */
    ENVIRONMENT,
    /** Installed on the system. */
    SYSTEM,
    /** Fetched into the home's cache, by this or an earlier call. */
    CACHE
  }
}
