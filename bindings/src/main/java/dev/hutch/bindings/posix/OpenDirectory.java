package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A directory that is open, and what is directly in it. No call follows a symbolic link, and what
 * happens to the directory's own path has no effect: so files can be made below it although others,
 * who are not to be trusted, have made some of them.
 *
 * <p>A name is one component: without a slash, not {@code .} or {@code ..}. It is the caller's to
 * check that. Each call throws a {@link PosixException} if it is refused. For one thread at a time.
 */
public final class OpenDirectory implements AutoCloseable {
  private static final NativeFunction OPENAT = NativeFunction.ofRestartedInt("openat");
  private static final NativeFunction MKDIRAT = NativeFunction.ofInt("mkdirat");
  private static final NativeFunction MKFIFOAT = NativeFunction.ofInt("mkfifoat");
  private static final NativeFunction SYMLINKAT = NativeFunction.ofInt("symlinkat");
  private static final NativeFunction LINKAT = NativeFunction.ofInt("linkat");
  private static final NativeFunction UNLINKAT = NativeFunction.ofInt("unlinkat");
  private static final NativeFunction FSTATAT = NativeFunction.ofInt("fstatat");
  private static final NativeFunction FCHOWNAT = NativeFunction.ofInt("fchownat");
  private static final NativeFunction UTIMENSAT = NativeFunction.ofInt("utimensat");
  private static final NativeFunction FCHMOD = NativeFunction.ofInt("fchmod");

  private static final int PLACE = LinuxConstants.O_PATH | LinuxConstants.O_DIRECTORY;
  private static final int NEW_FILE =
      LinuxConstants.O_WRONLY
          | LinuxConstants.O_CREAT
          | LinuxConstants.O_EXCL
          | LinuxConstants.O_NOFOLLOW;
  private static final int TEMPORARY_MODE = 0600;

  private final Fd fd;

  private OpenDirectory(Fd fd) {
    this.fd = fd;
  }

  /** Opens a directory by its path, in which links are followed, openat(2). */
  public static OpenDirectory open(Path path) {
    return new OpenDirectory(Fd.open(path, PLACE, 0));
  }

  /** Opens a directory that is in this one; fails with ENOTDIR for a link to one. */
  public OpenDirectory open(String name) {
    return new OpenDirectory(openAt(name, PLACE | LinuxConstants.O_NOFOLLOW, 0));
  }

  /** A second one, to be closed by itself. */
  public OpenDirectory dup() {
    return new OpenDirectory(fd.dup());
  }

  /** Makes an ordinary file for writing, which nobody else may open yet; EEXIST if it is there. */
  public Fd createFile(String name) {
    return openAt(name, NEW_FILE, TEMPORARY_MODE);
  }

  /** Makes a directory, mkdirat(2). */
  public void makeDirectory(String name, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      check("mkdirat", name, MKDIRAT.call(fd.number(), address(arena, name), mode));
    }
  }

  /** Makes a named pipe, mkfifoat(3). */
  public void makeFifo(String name, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      check("mkfifoat", name, MKFIFOAT.call(fd.number(), address(arena, name), mode));
    }
  }

  /** Makes a symbolic link, symlinkat(2). */
  public void makeSymbolicLink(String name, String target) {
    try (Arena arena = Arena.ofConfined()) {
      long result = SYMLINKAT.call(address(arena, target), fd.number(), address(arena, name));
      check("symlinkat", name, result);
    }
  }

  /** Makes another name of a file, or of a symbolic link itself, linkat(2). */
  public void makeHardLink(String name, OpenDirectory ofDirectory, String ofName) {
    try (Arena arena = Arena.ofConfined()) {
      int from = ofDirectory.fd.number();
      long result = LINKAT.call(from, address(arena, ofName), fd.number(), address(arena, name), 0);
      check("linkat", name, result);
    }
  }

  /** Removes a name that is no directory's, unlinkat(2). */
  public void remove(String name) {
    try (Arena arena = Arena.ofConfined()) {
      check("unlinkat", name, UNLINKAT.call(fd.number(), address(arena, name), 0));
    }
  }

  /** What is at a name, fstatat(2). */
  public FileKind kind(String name) {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock status = NativeBlock.allocate(arena, LinuxConstants.STAT_BYTES);
      long result =
          FSTATAT.call(
              fd.number(),
              address(arena, name),
              status.address(),
              LinuxConstants.AT_SYMLINK_NOFOLLOW);
      if (result == -Errno.ENOENT) {
        return FileKind.ABSENT;
      }
      check("fstatat", name, result);
      return FileKind.of(status.getInt(LinuxConstants.STAT_MODE));
    }
  }

  /** Sets the owner of what is at a name, fchownat(2). */
  public void setOwner(String name, int uid, int gid) {
    try (Arena arena = Arena.ofConfined()) {
      int flags = LinuxConstants.AT_SYMLINK_NOFOLLOW;
      check("fchownat", name, FCHOWNAT.call(fd.number(), address(arena, name), uid, gid, flags));
    }
  }

  /** Sets the time of modification of what is at a name, utimensat(2). */
  public void setModified(String name, Instant time) {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock times = NativeBlock.allocate(arena, 2L * LinuxConstants.TIMESPEC_SIZE);
      times.putLong(Long.BYTES, LinuxConstants.UTIME_OMIT);
      times.putLong(LinuxConstants.TIMESPEC_SIZE, time.getEpochSecond());
      times.putLong(LinuxConstants.TIMESPEC_SIZE + Long.BYTES, time.getNano());
      int flags = LinuxConstants.AT_SYMLINK_NOFOLLOW;
      long result = UTIMENSAT.call(fd.number(), address(arena, name), times.address(), flags);
      check("utimensat", name, result);
    }
  }

  /** Sets the permissions of a directory in this one, fchmod(2). */
  public void setDirectoryMode(String name, int mode) {
    int flags = LinuxConstants.O_RDONLY | LinuxConstants.O_DIRECTORY | LinuxConstants.O_NOFOLLOW;
    try (Fd directory = openAt(name, flags, 0)) {
      setMode(directory, name, mode);
    }
  }

  /**
   * Sets the permissions of a file that {@link #createFile} has made, fchmod(2).
   *
   * @param name for the message where it fails
   */
  public static void setMode(Fd file, String name, int mode) {
    check("fchmod", name, FCHMOD.call(file.number(), mode));
  }

  @Override
  public void close() {
    fd.close();
  }

  private Fd openAt(String name, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          OPENAT.call(fd.number(), address(arena, name), flags | LinuxConstants.O_CLOEXEC, mode);
      check("openat", name, result);
      return Fd.adopt((int) result);
    }
  }

  private static long address(Arena arena, String text) {
    return CStrings.allocate(arena, text).address();
  }

  private static void check(String function, String name, long result) {
    if (result < 0) {
      throw new PosixException(function, name, result);
    }
  }
}
