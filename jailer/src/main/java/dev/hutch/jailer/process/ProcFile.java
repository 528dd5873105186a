package dev.hutch.jailer.process;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.PosixException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads whole procfs files with three system calls where {@code java.nio.file.Files} takes six: a
 * look at all processes reads hundreds of them.
 */
final class ProcFile {
  private static final int USUAL = 4096;

  /** The longest argv the kernel takes is 6 MiB; what is longer than this is nothing of ours. */
  private static final int LIMIT = 1 << 20;

  private ProcFile() {}

  /**
   * The content; empty if the process is gone or the file not ours to read.
   *
   * @throws PosixException if it cannot be read for want of something of ours, such as descriptors:
   *     that says nothing about the process
   */
  static Optional<byte[]> read(Path file) {
    byte[] content = new byte[USUAL];
    int length = 0;
    try (Fd fd = Fd.open(file, OpenFlags.O_RDONLY, 0)) {
      for (int count = 1; count > 0; length += count) {
        if (length == content.length) {
          if (length >= LIMIT) {
            break;
          }
          content = Arrays.copyOf(content, 2 * length);
        }
        count = fd.read(content, length, content.length - length);
      }
    } catch (PosixException e) {
      if (!saysThatNoneIsThere(e.errno())) {
        throw e;
      }
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOf(content, length));
  }

  /** It ended, or it is another user's. */
  static boolean saysThatNoneIsThere(int errno) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ESRCH, Errno.EACCES, Errno.EPERM, Errno.ENOTDIR -> true;
      default -> false;
    };
  }
}
