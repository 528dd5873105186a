package dev.hutch.agent.files;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the program {@code files}, each a whole one to be written to its standard input. It
 * answers them strictly in order, so more may be sent before the first is answered; but who sends
 * must also read, or both sides wait for each other.
 *
 * <p>Paths: absolute, or relative to the working directory of the EXEC. One of more than {@link
 * FileOperation#MAX_PATH} bytes is sent as that many and one, which is refused with the same
 * ENAMETOOLONG. Handles are numbers that the sender chooses, so a file can be opened, used and
 * closed without waiting in between; what follows an open that failed fails with EBADF.
 */
public final class FileRequest {
  /** As an offset: where the handle is, which then moves on. */
  public static final long CURRENT = -1;

  /** As a user or group: leave it. */
  public static final int LEAVE_ID = -1;

  private static final int TIME_BYTES = 12;

  private FileRequest() {}

  /** Attributes of what is there; {@link FileAnswer#attributes}. */
  public static byte[] stat(byte[] path, boolean follow) {
    return onPath(FileOperation.FILE_STAT, noFollow(follow), path);
  }

  /** Target of a symbolic link; {@link FileAnswer#bytes}. */
  public static byte[] readLink(byte[] path) {
    return onPath(FileOperation.FILE_READLINK, 0, path);
  }

  /**
   * The next entries of an open directory, at its end none; {@link FileAnswer#entries}.
   *
   * @param attributes whether each comes with its attributes; an entry that is gone by then is left
   *     out
   */
  public static byte[] list(int handle, boolean attributes) {
    int flags = attributes ? FileOperation.FILE_ATTRIBUTES : 0;
    return onHandle(FileOperation.FILE_LIST, flags, handle);
  }

  /**
   * Opens a file; the answer has no content. EBUSY where the handle is open already.
   *
   * @param handle what to call it, 0 to 63
   * @param flags of {@link OpenFlags}
   * @param mode permissions of a file that is made; no umask is taken away
   */
  public static byte[] open(int handle, int flags, int mode, byte[] path) {
    int bytes = 2 * Integer.BYTES + RequestBytes.sizeOf(path);
    return RequestBytes.onHandle(FileOperation.FILE_OPEN, 0, handle, bytes)
        .number(flags)
        .number(mode)
        .path(path)
        .done();
  }

  /**
   * Reads; {@link FileAnswer#bytes}, none at the end of the file, fewer than asked also before it
   * where it is no ordinary file.
   *
   * @param offset where, or {@link #CURRENT}
   * @param length at most {@link FileOperation#MAX_BYTES}
   */
  public static byte[] read(int handle, long offset, int length) {
    checkBytes(length);
    int bytes = Long.BYTES + Integer.BYTES;
    return RequestBytes.onHandle(FileOperation.FILE_READ, 0, handle, bytes)
        .number(offset)
        .number(length)
        .done();
  }

  /**
   * Writes all of these bytes or fails; then some may have been written. {@link
   * FileAnswer#written}.
   *
   * @param offset where, or {@link #CURRENT}; of no effect on a file opened to append
   * @param length at most {@link FileOperation#MAX_BYTES}
   */
  public static byte[] write(int handle, long offset, byte[] from, int at, int length) {
    Objects.checkFromIndexSize(at, length, from.length);
    checkBytes(length);
    return RequestBytes.onHandle(FileOperation.FILE_WRITE, 0, handle, Long.BYTES + length)
        .number(offset)
        .content(from, at, length)
        .done();
  }

  /** Sets a file's size, which may also grow. */
  public static byte[] truncate(int handle, long size) {
    return RequestBytes.onHandle(FileOperation.FILE_TRUNCATE, 0, handle, Long.BYTES)
        .number(size)
        .done();
  }

  /** Waits until all is on the disk, or all but what only describes the file. */
  public static byte[] sync(int handle, boolean dataOnly) {
    int flags = dataOnly ? FileOperation.FILE_DATA_ONLY : 0;
    return onHandle(FileOperation.FILE_SYNC, flags, handle);
  }

  /** Closes a handle, which then is free whatever the answer is. */
  public static byte[] close(int handle) {
    return onHandle(FileOperation.FILE_CLOSE, 0, handle);
  }

  /** Attributes of an open file; {@link FileAnswer#attributes}. */
  public static byte[] attributes(int handle) {
    return onHandle(FileOperation.FILE_FSTAT, 0, handle);
  }

  /** Makes a directory of exactly this mode. */
  public static byte[] makeDirectory(byte[] path, int mode) {
    return numberAndPath(FileOperation.FILE_MKDIR, mode, path);
  }

  /** Removes a file, a symbolic link itself, or an empty directory. */
  public static byte[] remove(byte[] path) {
    return onPath(FileOperation.FILE_REMOVE, 0, path);
  }

  /**
   * Renames, in one step.
   *
   * @param replace whether what is there gives way; otherwise EEXIST
   */
  public static byte[] rename(byte[] from, byte[] to, boolean replace) {
    return onPaths(
        FileOperation.FILE_RENAME, replace ? 0 : FileOperation.FILE_NO_REPLACE, from, to);
  }

  /** Makes a symbolic link to a target that need not exist. */
  public static byte[] symbolicLink(byte[] target, byte[] link) {
    return onPaths(FileOperation.FILE_SYMLINK, 0, target, link);
  }

  /** Gives a file, or a symbolic link itself, one more name. */
  public static byte[] link(byte[] existing, byte[] added) {
    return onPaths(FileOperation.FILE_LINK, 0, existing, added);
  }

  /** Sets the permissions, following a symbolic link, which has none. */
  public static byte[] changeMode(byte[] path, int mode) {
    return numberAndPath(FileOperation.FILE_CHMOD, mode, path);
  }

  /**
   * Sets the owner.
   *
   * @param user user id, or {@link #LEAVE_ID}
   * @param group group id, or {@link #LEAVE_ID}
   */
  public static byte[] changeOwner(byte[] path, int user, int group, boolean follow) {
    int bytes = 2 * Integer.BYTES + RequestBytes.sizeOf(path);
    return new RequestBytes(FileOperation.FILE_CHOWN, noFollow(follow), bytes)
        .number(user)
        .number(group)
        .path(path)
        .done();
  }

  /** Sets the times of access and modification; null leaves one. */
  public static byte[] changeTimes(
      byte[] path, @Nullable Instant access, @Nullable Instant modification, boolean follow) {
    int bytes = 2 * TIME_BYTES + RequestBytes.sizeOf(path);
    return new RequestBytes(FileOperation.FILE_UTIME, noFollow(follow), bytes)
        .time(access)
        .time(modification)
        .path(path)
        .done();
  }

  /**
   * The absolute path without symbolic links, of something that exists; {@link FileAnswer#bytes}.
   */
  public static byte[] realPath(byte[] path) {
    return onPath(FileOperation.FILE_REALPATH, 0, path);
  }

  /**
   * Whether the program's user may do this; EACCES or EROFS if not.
   *
   * @param mode 0 existence, or a sum of 4 read, 2 write, 1 execute
   */
  public static byte[] access(byte[] path, int mode) {
    return numberAndPath(FileOperation.FILE_ACCESS, mode, path);
  }

  /** Size and free space of a path's file system; {@link FileAnswer#space}. */
  public static byte[] space(byte[] path) {
    return onPath(FileOperation.FILE_STATFS, 0, path);
  }

  /**
   * Copies from where one handle is, to its end, to where the other is; the bytes never leave the
   * box. {@link FileAnswer#copied}. The program does nothing else until then.
   */
  public static byte[] copy(int from, int to) {
    return RequestBytes.onHandle(FileOperation.FILE_COPY, 0, from, Integer.BYTES).handle(to).done();
  }

  private static int noFollow(boolean follow) {
    return follow ? 0 : FileOperation.FILE_NO_FOLLOW;
  }

  private static byte[] onHandle(int operation, int flags, int handle) {
    return RequestBytes.onHandle(operation, flags, handle, 0).done();
  }

  private static byte[] onPath(int operation, int flags, byte[] path) {
    return new RequestBytes(operation, flags, RequestBytes.sizeOf(path)).path(path).done();
  }

  private static byte[] onPaths(int operation, int flags, byte[] first, byte[] second) {
    int bytes = RequestBytes.sizeOf(first) + RequestBytes.sizeOf(second);
    return new RequestBytes(operation, flags, bytes).path(first).path(second).done();
  }

  private static byte[] numberAndPath(int operation, int number, byte[] path) {
    int bytes = Integer.BYTES + RequestBytes.sizeOf(path);
    return new RequestBytes(operation, 0, bytes).number(number).path(path).done();
  }

  private static void checkBytes(int length) {
    if (length < 0 || length > FileOperation.MAX_BYTES) {
      throw new IllegalArgumentException(
          length + " bytes; at most " + FileOperation.MAX_BYTES + " at a time");
    }
  }
}
