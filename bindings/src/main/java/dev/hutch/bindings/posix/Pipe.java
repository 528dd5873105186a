package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;

/**
 * A pipe, pipe(2), both ends close-on-exec and blocking.
 *
 * @param reader the end to read from
 * @param writer the end to write to
 */
public record Pipe(Fd reader, Fd writer) implements AutoCloseable {
  private static final NativeFunction PIPE2 = NativeFunction.ofInt("pipe2");

  /** Makes a pipe. */
  public static Pipe create() {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock numbers = NativeBlock.allocate(arena, 2L * Integer.BYTES);
      long result = PIPE2.call(numbers.address(), LinuxConstants.O_CLOEXEC);
      if (result < 0) {
        throw new PosixException("pipe2", "O_CLOEXEC", result);
      }
      return new Pipe(Fd.adopt(numbers.getInt(0)), Fd.adopt(numbers.getInt(Integer.BYTES)));
    }
  }

  /** Closes both ends that are still open. */
  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
