package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;

/**
 * Two connected {@code AF_UNIX} sockets, socketpair(2), both close-on-exec and blocking.
 *
 * @param left one end
 * @param right the other
 */
public record SocketPair(Fd left, Fd right) implements AutoCloseable {
  private static final NativeFunction SOCKETPAIR = NativeFunction.ofInt("socketpair");

  /** A pair that keeps message borders; an empty message and the end of file look the same. */
  public static SocketPair seqpacket() {
    return create(LinuxConstants.SOCK_SEQPACKET);
  }

  /** A pair that carries a stream of bytes each way. */
  public static SocketPair stream() {
    return create(LinuxConstants.SOCK_STREAM);
  }

  private static SocketPair create(int type) {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock numbers = NativeBlock.allocate(arena, 2L * Integer.BYTES);
      long result =
          SOCKETPAIR.call(
              LinuxConstants.AF_UNIX, type | LinuxConstants.SOCK_CLOEXEC, 0, numbers.address());
      if (result < 0) {
        throw new PosixException("socketpair", "AF_UNIX, " + type, result);
      }
      return new SocketPair(Fd.adopt(numbers.getInt(0)), Fd.adopt(numbers.getInt(Integer.BYTES)));
    }
  }

  /** Closes both ends that are still open. */
  @Override
  public void close() {
    left.close();
    right.close();
  }
}
