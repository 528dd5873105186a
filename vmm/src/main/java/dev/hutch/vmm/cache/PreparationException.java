package dev.hutch.vmm.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Something every box needs (a native library, the kernel, the shim's cache) could not be found or
 * made. The message says what, why, and what to do about it; nothing half-made is left.
 */
public final class PreparationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with no further cause.
   *
   * @param message what failed, with which value, and what to do
   */
  public PreparationException(String message) {
    super(message);
  }

  /**
   * An error with a cause.
   *
   * @param message what failed, with which value, and what to do
   * @param cause what the operating system or the JDK said
   */
  public PreparationException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A file that could not be written.
   *
   * @param path the file
   * @param cause what the operating system said
   * @return the exception, for the caller to throw
   */
  public static PreparationException writing(Path path, IOException cause) {
    String reason = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    String remedy = "check that the directory can be written by this user";
    if (reason.contains("No space left") || reason.contains("Disk quota")) {
      remedy = "free some space, or choose another home (--home or HUTCH_HOME)";
    } else if (reason.contains("Read-only file system")) {
      remedy = "choose a home that can be written (--home or HUTCH_HOME)";
    }
    return new PreparationException("cannot write " + path + ": " + reason + "; " + remedy, cause);
  }
}
