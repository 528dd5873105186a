package dev.hutch.jailer.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.OpenFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What bubblewrap and the shim wrote to stdout and stderr: a file in memory, so that it is there
 * when they are gone and needs no reader. It is sealed at its size: however much a guest makes its
 * monitor complain, the host's memory is not filled.
 */
final class ShimLog implements AutoCloseable {
  static final int CAPACITY = 256 * 1024;

  private final Fd memory;

  private ShimLog(Fd memory) {
    this.memory = memory;
  }

  static ShimLog create() {
    return new ShimLog(MemFd.sealed("hutch-shim-log", CAPACITY));
  }

  /**
   * A descriptor for the child, to be both its stdout and stderr, which so share their place in the
   * file; the caller's to close. Not for appending: a sealed file's end is its capacity.
   */
  Fd writer() {
    return Fd.open(memory.procPath(), OpenFlags.O_WRONLY, 0);
  }

  /** The last bytes that were written, at most so many. */
  String tail(int limit) {
    try {
      byte[] all = Files.readAllBytes(Path.of(memory.procPath()));
      int end = all.length;
      while (end > 0 && all[end - 1] == 0) {
        end--;
      }
      int begin = Math.max(0, end - limit);
      return new String(all, begin, end - begin, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
