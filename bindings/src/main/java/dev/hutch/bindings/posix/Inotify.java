package dev.hutch.bindings.posix;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what happens to files and directories, inotify(7). Nothing here blocks: {@link Poll} waits
 * for its descriptor. For one thread at a time.
 *
 * <p>The kernel tells of what processes of this host do, not of changes another host makes to a
 * network file system.
 */
public final class Inotify implements AutoCloseable {
  /** A file was written to or cut. */
  public static final int MODIFY = LinuxConstants.IN_MODIFY;

  /** A file's metadata changed: its mode, its times, how many names it has. */
  public static final int ATTRIBUTES = LinuxConstants.IN_ATTRIB;

  /** The last descriptor of a file that was opened for writing was closed. */
  public static final int CLOSE_WRITE = LinuxConstants.IN_CLOSE_WRITE;

  /** An entry was moved out of the directory. */
  public static final int MOVED_FROM = LinuxConstants.IN_MOVED_FROM;

  /** An entry was moved into the directory, over another of its name perhaps. */
  public static final int MOVED_TO = LinuxConstants.IN_MOVED_TO;

  /** An entry was made in the directory. */
  public static final int CREATE = LinuxConstants.IN_CREATE;

  /** An entry was deleted from the directory. */
  public static final int DELETE = LinuxConstants.IN_DELETE;

  /** The watched file or directory itself was deleted. */
  public static final int DELETE_SELF = LinuxConstants.IN_DELETE_SELF;

  /** The watched file or directory itself was moved. */
  public static final int MOVE_SELF = LinuxConstants.IN_MOVE_SELF;

  /** Added to a mask: fail with ENOTDIR if it is no directory. */
  public static final int ONLY_DIRECTORY = LinuxConstants.IN_ONLYDIR;

  private static final NativeFunction INIT = NativeFunction.ofInt("inotify_init1");
  private static final NativeFunction ADD = NativeFunction.ofInt("inotify_add_watch");
  private static final NativeFunction REMOVE = NativeFunction.ofInt("inotify_rm_watch");

  /** The kernel gives whole events; one is at most 16 bytes and a name of 256. */
  private static final int BUFFER = 4096;

  private final Fd fd;

  private Inotify(Fd fd) {
    this.fd = fd;
  }

  /**
   * Makes one that watches nothing yet.
   *
   * @return the caller's to close
   * @throws PosixException EMFILE if this user has as many as he may ({@code
   *     fs.inotify.max_user_instances}, often 128)
   */
  public static Inotify create() {
    long result = INIT.call(LinuxConstants.IN_CLOEXEC | LinuxConstants.IN_NONBLOCK);
    if (result < 0) {
      throw new PosixException("inotify_init1", "", result);
    }
    return new Inotify(Fd.adopt((int) result));
  }

  /**
   * Watches a file, or a directory and its entries. What happened before is not told.
   *
   * @param path what to watch; links are followed
   * @param mask what to tell: constants of this class, combined with {@code |}
   * @return the number of the watch; the same again if the same file is already watched, whose mask
   *     is then replaced
   * @throws PosixException ENOENT if it is not there, ENOSPC if this user watches as much as he may
   *     ({@code fs.inotify.max_user_watches})
   */
  public int add(Path path, int mask) {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock name = CStrings.allocate(arena, path.toString());
      long result = ADD.call(fd.number(), name.address(), mask);
      if (result < 0) {
        throw new PosixException(
            "inotify_add_watch", path + ", 0x" + Integer.toHexString(mask), result);
      }
      return (int) result;
    }
  }

  /** Ends a watch; its last event is {@link InotifyEvent#isEndOfWatch()}. */
  public void remove(int watch) {
    long result = REMOVE.call(fd.number(), watch);
    if (result < 0) {
      throw new PosixException("inotify_rm_watch", "watch " + watch, result);
    }
  }

  /** The descriptor to poll for {@link Poll#IN}; still owned here. */
  public Fd fd() {
    return fd;
  }

  /** Takes events that are there, oldest first; none if there are none. Others may be left. */
  public List<InotifyEvent> read() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER, Long.BYTES);
      long length = fd.tryRead(buffer, 0, BUFFER);
      if (length == -Errno.EAGAIN) {
        return List.of();
      }
      if (length < 0) {
        throw new PosixException("read", fd + ", inotify events", length);
      }
      return decode(new NativeBlock(buffer), (int) length);
    }
  }

  private static List<InotifyEvent> decode(NativeBlock block, int length) {
    List<InotifyEvent> events = new ArrayList<>();
    for (int at = 0; at < length; ) {
      int nameLength = block.getInt(at + LinuxConstants.INOTIFY_EVENT_LEN);
      events.add(
          new InotifyEvent(
              block.getInt(at + LinuxConstants.INOTIFY_EVENT_WD),
              block.getInt(at + LinuxConstants.INOTIFY_EVENT_MASK),
              name(block, at + LinuxConstants.INOTIFY_EVENT_SIZE, nameLength)));
      at += LinuxConstants.INOTIFY_EVENT_SIZE + nameLength;
    }
    return List.copyOf(events);
  }

  /** It is filled up with NULs. */
  private static String name(NativeBlock block, int at, int length) {
    byte[] bytes = new byte[length];
    block.get(at, bytes, 0, length);
    int end = 0;
    while (end < length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, UTF_8);
  }

  /** Ends all watches. */
  @Override
  public void close() {
    fd.close();
  }
}
