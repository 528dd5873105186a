package dev.hutch.agent.files;

/** The numbers of the program {@code files}. {@code fileprotocol.h} of the agent holds the same. */
public final class FileOperation {
  /** Name of the program, the first argument of an EXEC with the flag for built-in programs. */
  public static final String PROGRAM = "files";

  /** Most bytes behind the length of a request or an answer. */
  public static final int MAX_MESSAGE = 65_600;

  /** Most bytes of a file in one request or answer. */
  public static final int MAX_BYTES = 65_536;

  /** How many handles there are; they are numbered from 0. */
  public static final int MAX_HANDLES = 64;

  /** Longest path that Linux takes, in bytes without NUL. */
  public static final int MAX_PATH = 4_095;

  static final int ATTRIBUTES_BYTES = 96;

  static final int FILE_STAT = 1;
  static final int FILE_READLINK = 2;
  static final int FILE_LIST = 3;
  static final int FILE_OPEN = 4;
  static final int FILE_READ = 5;
  static final int FILE_WRITE = 6;
  static final int FILE_TRUNCATE = 7;
  static final int FILE_SYNC = 8;
  static final int FILE_CLOSE = 9;
  static final int FILE_FSTAT = 10;
  static final int FILE_MKDIR = 11;
  static final int FILE_REMOVE = 12;
  static final int FILE_RENAME = 13;
  static final int FILE_SYMLINK = 14;
  static final int FILE_LINK = 15;
  static final int FILE_CHMOD = 16;
  static final int FILE_CHOWN = 17;
  static final int FILE_UTIME = 18;
  static final int FILE_REALPATH = 19;
  static final int FILE_ACCESS = 20;
  static final int FILE_STATFS = 21;
  static final int FILE_COPY = 22;

  static final int FILE_NO_FOLLOW = 1;
  static final int FILE_NO_REPLACE = 2;
  static final int FILE_DATA_ONLY = 4;
  static final int FILE_ATTRIBUTES = 8;

  private FileOperation() {}
}
