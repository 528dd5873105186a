package dev.hutch.agent.files;

/** Linux's flags of open(2), as a box takes them whatever the host is. */
public final class OpenFlags {
  /** O_RDONLY. */
  public static final int READ_ONLY = 0;

  /** O_WRONLY. */
  public static final int WRITE_ONLY = 1;

  /** O_RDWR. */
  public static final int READ_WRITE = 2;

  /** O_CREAT: make the file where it is missing. */
  public static final int CREATE = 0100;

  /** O_EXCL: with {@link #CREATE}, fail with EEXIST where it is there, also as a symbolic link. */
  public static final int EXCLUSIVE = 0200;

  /** O_TRUNC. */
  public static final int TRUNCATE = 01000;

  /** O_APPEND: each write goes to the end. */
  public static final int APPEND = 02000;

  /** O_NONBLOCK: never wait for the other end of a FIFO. */
  public static final int NON_BLOCKING = 04000;

  /** O_DSYNC: each write returns when its data are on the disk. */
  public static final int DATA_SYNC = 010000;

  /** O_SYNC: and what describes them, too. */
  public static final int SYNC = 04010000;

  /** O_DIRECTORY: fail with ENOTDIR where it is none. */
  public static final int DIRECTORY = 0200000;

  /** O_NOFOLLOW: fail with ELOOP where the last name is a symbolic link. */
  public static final int NO_FOLLOW = 0400000;

  private OpenFlags() {}
}
