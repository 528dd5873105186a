package dev.hutch.jailer.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.OpenFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What bubblewrap and the shim wrote to stdout and stderr: a file in memory, so that it is there
 * when they are gone and needs no reader.
 */
final class ShimLog implements AutoCloseable {
  private final Fd memory;

  private ShimLog(Fd memory) {
    this.memory = memory;
  }

  static ShimLog create() {
    return new ShimLog(MemFd.create("hutch-shim-log"));
  }

  /** A descriptor that appends, for the child; the caller's to close. */
  Fd writer() {
    return Fd.open(memory.procPath(), OpenFlags.O_WRONLY | OpenFlags.O_APPEND, 0);
  }

  /** The last bytes, at most so many. */
  String tail(int limit) {
    try (FileChannel file = FileChannel.open(Path.of(memory.procPath()), READ)) {
      long size = file.size();
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(limit, size));
      for (long at = size - bytes.capacity(); bytes.hasRemaining(); ) {
        int count = file.read(bytes, at + bytes.position());
        if (count < 0) {
          break;
        }
      }
      return new String(bytes.array(), 0, bytes.position(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
