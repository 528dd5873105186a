package dev.hutch.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Linux's error numbers as the exceptions that the default provider has for them. */
final class Errno {
  static final int ENOENT = 2;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int EXDEV = 18;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int ESPIPE = 29;
  static final int ENOTEMPTY = 39;
  static final int ELOOP = 40;

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(1, "Operation not permitted"),
          Map.entry(ENOENT, "No such file or directory"),
          Map.entry(4, "Interrupted system call"),
          Map.entry(5, "Input/output error"),
          Map.entry(6, "No such device or address"),
          Map.entry(9, "Bad file descriptor"),
          Map.entry(11, "Resource temporarily unavailable"),
          Map.entry(12, "Cannot allocate memory"),
          Map.entry(EACCES, "Permission denied"),
          Map.entry(16, "Device or resource busy"),
          Map.entry(EEXIST, "File exists"),
          Map.entry(EXDEV, "Invalid cross-device link"),
          Map.entry(19, "No such device"),
          Map.entry(ENOTDIR, "Not a directory"),
          Map.entry(EISDIR, "Is a directory"),
          Map.entry(EINVAL, "Invalid argument"),
          Map.entry(23, "Too many open files in system"),
          Map.entry(24, "Too many open files"),
          Map.entry(26, "Text file busy"),
          Map.entry(27, "File too large"),
          Map.entry(28, "No space left on device"),
          Map.entry(ESPIPE, "Illegal seek"),
          Map.entry(30, "Read-only file system"),
          Map.entry(31, "Too many links"),
          Map.entry(32, "Broken pipe"),
          Map.entry(36, "File name too long"),
          Map.entry(38, "Function not implemented"),
          Map.entry(ENOTEMPTY, "Directory not empty"),
          Map.entry(ELOOP, "Too many levels of symbolic links"),
          Map.entry(75, "Value too large for defined data type"),
          Map.entry(95, "Operation not supported"),
          Map.entry(116, "Stale file handle"),
          Map.entry(122, "Disk quota exceeded"));

  private Errno() {}

  static String text(int errno) {
    return TEXTS.getOrDefault(errno, "errno " + errno);
  }

  static IOException failure(int errno, Path file) {
    return failure(errno, file, null);
  }

  static IOException failure(int errno, Path file, @Nullable Path other) {
    String name = file.toString();
    String otherName = other == null ? null : other.toString();
    return switch (errno) {
      case ENOENT -> new NoSuchFileException(name, otherName, null);
      case EACCES -> new AccessDeniedException(name, otherName, null);
      case EEXIST -> new FileAlreadyExistsException(name, otherName, null);
      case ELOOP ->
          new FileSystemException(
              name, otherName, text(errno) + " or unable to access attributes of symbolic link");
      default -> new FileSystemException(name, otherName, text(errno));
    };
  }

  /** Of an operation on a file that is open, where the default provider names none. */
  static IOException failure(int errno) {
    return new IOException(text(errno));
  }
}
