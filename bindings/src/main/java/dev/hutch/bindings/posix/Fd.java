package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A file descriptor and the duty to close it.
 *
 * <p>Whoever holds an {@code Fd} owns the descriptor; methods that take one as an argument only
 * borrow it unless they say that they take it over. Using a closed {@code Fd} throws {@link
 * IllegalStateException}. Calls from several threads are safe as far as the kernel makes them so,
 * but closing while another thread uses the descriptor is not: the number may be taken by a new
 * file.
 */
public final class Fd implements AutoCloseable {
  private static final NativeFunction OPEN = NativeFunction.ofRestartedInt("open");
  // Not restarted: Linux has freed the number even when it reports EINTR.
  private static final NativeFunction CLOSE = NativeFunction.ofInt("close");
  private static final NativeFunction FCNTL = NativeFunction.ofInt("fcntl");
  private static final NativeFunction FSTAT = NativeFunction.ofInt("fstat");
  private static final NativeFunction FSYNC = NativeFunction.ofRestartedInt("fsync");
  private static final NativeFunction FTRUNCATE = NativeFunction.ofRestartedInt("ftruncate");
  private static final NativeFunction READ = NativeFunction.ofRestartedLong("read");
  private static final NativeFunction WRITE = NativeFunction.ofRestartedLong("write");

  private static final int GONE = -1;

  private volatile int number;

  private Fd(int number) {
    this.number = number;
  }

  /**
   * Takes over a descriptor that was opened elsewhere.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Fd adopt(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("descriptor " + number);
    }
    return new Fd(number);
  }

  /** As {@link #open(String, int, int)}. */
  public static Fd open(Path path, int flags, int mode) {
    return open(path.toString(), flags, mode);
  }

  /**
   * Opens a file, open(2).
   *
   * @param path the path, absolute or relative to the working directory
   * @param flags constants of {@link OpenFlags}; close-on-exec is added
   * @param mode permissions of a file that is created, such as {@code 0600}; else unused
   */
  public static Fd open(String path, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock name = CStrings.allocate(arena, path);
      long result = OPEN.call(name.address(), flags | LinuxConstants.O_CLOEXEC, mode);
      if (result < 0) {
        throw new PosixException(
            "open",
            path + ", 0x" + Integer.toHexString(flags) + ", 0" + Integer.toOctalString(mode),
            result);
      }
      return new Fd((int) result);
    }
  }

  /**
   * The descriptor's number.
   *
   * @throws IllegalStateException if it was closed or released
   */
  public int number() {
    int current = number;
    if (current < 0) {
      throw new IllegalStateException("the descriptor is closed or was given away");
    }
    return current;
  }

  /** Whether the descriptor is still owned and open. */
  public boolean isOpen() {
    return number >= 0;
  }

  /** A path under which this process (and only it) can open the file again. */
  public String procPath() {
    return "/proc/self/fd/" + number();
  }

  /** Gives the descriptor away: this object no longer closes it. */
  public synchronized int release() {
    int current = number();
    number = GONE;
    return current;
  }

  /** A second descriptor of the same open file description (offset and locks are shared). */
  public Fd dup() {
    return dupAtLeast(0);
  }

  Fd dupAtLeast(int lowest) {
    long result = FCNTL.call(number(), LinuxConstants.F_DUPFD_CLOEXEC, lowest);
    if (result < 0) {
      throw failure("fcntl", "F_DUPFD_CLOEXEC", result);
    }
    return new Fd((int) result);
  }

  /** Whether a program started by this process gets the descriptor (false) or not (true). */
  public void setCloseOnExec(boolean closeOnExec) {
    long result =
        FCNTL.call(number(), LinuxConstants.F_SETFD, closeOnExec ? LinuxConstants.FD_CLOEXEC : 0);
    if (result < 0) {
      throw failure("fcntl", "F_SETFD", result);
    }
  }

  /** Whether calls that would wait fail with EAGAIN instead. A property of all its duplicates. */
  public void setNonBlocking(boolean nonBlocking) {
    long flags = FCNTL.call(number(), LinuxConstants.F_GETFL);
    if (flags < 0) {
      throw failure("fcntl", "F_GETFL", flags);
    }
    long changed =
        nonBlocking ? flags | LinuxConstants.O_NONBLOCK : flags & ~LinuxConstants.O_NONBLOCK;
    long result = FCNTL.call(number(), LinuxConstants.F_SETFL, changed);
    if (result < 0) {
      throw failure("fcntl", "F_SETFL", result);
    }
  }

  /**
   * Reads once, read(2). Waits for data unless the descriptor is non-blocking.
   *
   * @return the number of bytes read into the segment from {@code offset} on, 0 at the end of file,
   *     or the negative errno, {@code -Errno.EAGAIN} among them
   */
  public long tryRead(MemorySegment buffer, long offset, long length) {
    return READ.call(number(), buffer.asSlice(offset, length).address(), length);
  }

  /**
   * Writes once, write(2). Waits for room unless the descriptor is non-blocking.
   *
   * @return the number of bytes taken, or the negative errno, {@code -Errno.EAGAIN} among them
   */
  public long tryWrite(MemorySegment buffer, long offset, long length) {
    return WRITE.call(number(), buffer.asSlice(offset, length).address(), length);
  }

  /** As {@link #tryRead} with a refusal thrown; returns the bytes read, 0 at the end of file. */
  public int read(MemorySegment buffer, long offset, int length) {
    long result = tryRead(buffer, offset, length);
    if (result < 0) {
      throw failure("read", "length " + length, result);
    }
    return (int) result;
  }

  /** As {@link #tryWrite} with a refusal thrown; returns the bytes taken, perhaps not all. */
  public int write(MemorySegment buffer, long offset, int length) {
    long result = tryWrite(buffer, offset, length);
    if (result < 0) {
      throw failure("write", "length " + length, result);
    }
    return (int) result;
  }

  /** Reads once into an array; returns the bytes read, 0 at the end of file. */
  public int read(byte[] target, int offset, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(length);
      int count = read(buffer, 0, length);
      buffer.asByteBuffer().get(target, offset, count);
      return count;
    }
  }

  /** Writes once from an array; returns the bytes taken, perhaps not all. */
  public int write(byte[] source, int offset, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(length);
      buffer.asByteBuffer().put(source, offset, length);
      return write(buffer, 0, length);
    }
  }

  /** Writes the whole array, waiting for room as often as needed (blocking descriptors only). */
  public void writeAll(byte[] source) {
    for (int done = 0; done < source.length; ) {
      done += write(source, done, source.length - done);
    }
  }

  /** Waits until contents and metadata are on the device, fsync(2). */
  public void fsync() {
    long result = FSYNC.call(number());
    if (result < 0) {
      throw failure("fsync", "", result);
    }
  }

  /** Sets the file's length in bytes, ftruncate(2); a longer one is a hole. */
  public void truncate(long length) {
    long result = FTRUNCATE.call(number(), length);
    if (result < 0) {
      throw failure("ftruncate", "length " + length, result);
    }
  }

  /** The file's length in bytes, fstat(2); 0 for devices, pipes and sockets. */
  public long size() {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock status = NativeBlock.allocate(arena, LinuxConstants.STAT_BYTES);
      long result = FSTAT.call(number(), status.address());
      if (result < 0) {
        throw failure("fstat", "", result);
      }
      return status.getLong(LinuxConstants.STAT_SIZE);
    }
  }

  private PosixException failure(String function, String detail, long result) {
    return new PosixException(
        function, "fd " + number + (detail.isEmpty() ? "" : ", " + detail), result);
  }

  /**
   * Closes the descriptor. Further calls do nothing; what close(2) reports is not an error here.
   */
  @Override
  public synchronized void close() {
    if (number >= 0) {
      CLOSE.call(number);
      number = GONE;
    }
  }

  @Override
  public String toString() {
    return number < 0 ? "closed fd" : "fd " + number;
  }
}
