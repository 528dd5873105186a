package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.MemorySegment;

/**
 * Memory mapped with mmap(2). Closing unmaps it: touching the segment afterwards crashes the
 * process, so close only when nothing uses it any more.
 */
public final class MemoryMap implements AutoCloseable {
  private static final NativeFunction MMAP = NativeFunction.ofLong("mmap");
  private static final NativeFunction MUNMAP = NativeFunction.ofInt("munmap");
  private static final int READ_WRITE = LinuxConstants.PROT_READ | LinuxConstants.PROT_WRITE;

  private final MemorySegment segment;
  private boolean mapped = true;

  private MemoryMap(MemorySegment segment) {
    this.segment = segment;
  }

  /**
   * Zeroed private memory that takes real pages only where it is touched; bytes are rounded up to
   * pages.
   */
  public static MemoryMap anonymous(long bytes) {
    int flags =
        LinuxConstants.MAP_PRIVATE | LinuxConstants.MAP_ANONYMOUS | LinuxConstants.MAP_NORESERVE;
    return map(bytes, flags, -1, "anonymous");
  }

  /** The first bytes of a file, readable and writable, shared with everyone who maps it. */
  public static MemoryMap shared(Fd fd, long bytes) {
    return map(bytes, LinuxConstants.MAP_SHARED, fd.number(), fd.toString());
  }

  private static MemoryMap map(long bytes, int flags, int number, String what) {
    if (bytes <= 0) {
      throw new IllegalArgumentException(bytes + " bytes");
    }
    long result = MMAP.call(0, bytes, READ_WRITE, flags, number, 0);
    if (result < 0) {
      throw new PosixException("mmap", what + ", " + bytes + " bytes", result);
    }
    // SAFETY: the kernel has just mapped exactly these bytes, readable and writable.
    return new MemoryMap(MemorySegment.ofAddress(result).reinterpret(bytes));
  }

  /** The memory. */
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public synchronized void close() {
    if (mapped) {
      mapped = false;
      MUNMAP.call(segment.address(), segment.byteSize());
    }
  }
}
