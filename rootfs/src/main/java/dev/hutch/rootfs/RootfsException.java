package dev.hutch.rootfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A disk could not be made. The message says which, why, and what to do about it.
 *
 * <p>Whoever catches it finds no half-made file under the name asked for.
 */
public final class RootfsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with no further cause.
   *
   * @param message what failed, with which value, and what to do
   */
  public RootfsException(String message) {
    super(message);
  }

  /**
   * An error with a cause.
   *
   * @param message what failed, with which value, and what to do
   * @param cause what the operating system or the JDK said
   */
  public RootfsException(String message, Throwable cause) {
    super(message, cause);
  }

  static RootfsException writing(Path path, IOException cause) {
    String reason = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    String remedy =
        remedy(reason).orElse("check that the directory exists and can be written by this user");
    return new RootfsException("cannot write " + path + ": " + reason + "; " + remedy, cause);
  }

  /** What to do about an error that the system put into these words, where that is known. */
  static Optional<String> remedy(String reason) {
    if (reason.contains("No space left") || reason.contains("Disk quota")) {
      return Optional.of("free some space, or choose another home (--home or HUTCH_HOME)");
    }
    if (reason.contains("Read-only file system")) {
      return Optional.of("choose a home that can be written (--home or HUTCH_HOME)");
    }
    return Optional.empty();
  }
}
