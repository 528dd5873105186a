package dev.hutch.files;

import dev.hutch.bindings.posix.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Linux's error numbers as the exceptions that the default provider has for them. */
final class FileFailure {
  private FileFailure() {}

  static String text(int errno) {
    String text = Errno.of(errno).message();
    return text.isEmpty() ? "errno " + errno : text;
  }

  static IOException of(int errno, Path file) {
    return of(errno, file, null);
  }

  static IOException of(int errno, Path file, @Nullable Path other) {
    String name = file.toString();
    String otherName = other == null ? null : other.toString();
    return switch (errno) {
      case Errno.ENOENT -> new NoSuchFileException(name, otherName, null);
      case Errno.EACCES -> new AccessDeniedException(name, otherName, null);
      case Errno.EEXIST -> new FileAlreadyExistsException(name, otherName, null);
      case Errno.ELOOP ->
          new FileSystemException(
              name, otherName, text(errno) + " or unable to access attributes of symbolic link");
      default -> new FileSystemException(name, otherName, text(errno));
    };
  }

  /** Of an operation on a file that is open, where the default provider names none. */
  static IOException of(int errno) {
    return new IOException(text(errno));
  }
}
