package dev.hutch.bindings.posix;

import dev.hutch.bindings.generated.linux.LinuxConstants;

/**
 * Flags of open(2) for {@link Fd#open}, to be combined with {@code |}; close-on-exec is always
 * added.
 */
public final class OpenFlags {
  /** For reading only. */
  public static final int O_RDONLY = LinuxConstants.O_RDONLY;

  /** For writing only. */
  public static final int O_WRONLY = LinuxConstants.O_WRONLY;

  /** For reading and writing. */
  public static final int O_RDWR = LinuxConstants.O_RDWR;

  /** Create the file if there is none, with the given mode less the umask. */
  public static final int O_CREAT = LinuxConstants.O_CREAT;

  /** With {@link #O_CREAT}: fail with EEXIST if the file is there. */
  public static final int O_EXCL = LinuxConstants.O_EXCL;

  /** Cut an existing file to length 0. */
  public static final int O_TRUNC = LinuxConstants.O_TRUNC;

  /** Each write goes to the end of the file. */
  public static final int O_APPEND = LinuxConstants.O_APPEND;

  /** Calls that would wait fail with EAGAIN. */
  public static final int O_NONBLOCK = LinuxConstants.O_NONBLOCK;

  /** Fail with ENOTDIR if this is no directory. */
  public static final int O_DIRECTORY = LinuxConstants.O_DIRECTORY;

  /** Fail with ELOOP if the last component is a symbolic link. */
  public static final int O_NOFOLLOW = LinuxConstants.O_NOFOLLOW;

  /** A place in the tree only, no access to the contents. */
  public static final int O_PATH = LinuxConstants.O_PATH;

  /** An unnamed file in the given directory. */
  public static final int O_TMPFILE = LinuxConstants.O_TMPFILE;

  /** A write returns when its data is on the device. */
  public static final int O_DSYNC = LinuxConstants.O_DSYNC;

  /** Bypass the page cache. */
  public static final int O_DIRECT = LinuxConstants.O_DIRECT;

  private OpenFlags() {}
}
