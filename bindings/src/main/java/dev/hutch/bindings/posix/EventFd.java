package dev.hutch.bindings.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A counter that wakes a {@link Poll}, eventfd(2). Any thread may signal it; nothing here blocks.
 */
public final class EventFd implements AutoCloseable {
  private static final NativeFunction EVENTFD = NativeFunction.ofInt("eventfd");

  private final Fd fd;

  private EventFd(Fd fd) {
    this.fd = fd;
  }

  /** Makes a counter at zero. */
  public static EventFd create() {
    long result = EVENTFD.call(0, LinuxConstants.EFD_CLOEXEC | LinuxConstants.EFD_NONBLOCK);
    if (result < 0) {
      throw new PosixException("eventfd", "0", result);
    }
    return new EventFd(Fd.adopt((int) result));
  }

  /** The descriptor to poll for {@link Poll#IN}; still owned here. */
  public Fd fd() {
    return fd;
  }

  /** Adds one, which makes the descriptor readable. */
  public void signal() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocate(Long.BYTES, Long.BYTES);
      one.set(JAVA_LONG, 0, 1);
      long result = fd.tryWrite(one, 0, Long.BYTES);
      // EAGAIN: the counter is full, so the reader has been woken long since.
      if (result < 0 && result != -Errno.EAGAIN) {
        throw new PosixException("write", fd.toString(), result);
      }
    }
  }

  /** Takes the count and sets it to zero; 0 if nobody signalled. */
  public long drain() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(Long.BYTES, Long.BYTES);
      long result = fd.tryRead(count, 0, Long.BYTES);
      if (result == -Errno.EAGAIN) {
        return 0;
      }
      if (result < 0) {
        throw new PosixException("read", fd.toString(), result);
      }
      return count.get(JAVA_LONG, 0);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
