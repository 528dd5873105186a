package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;

/**
 * An error number of Linux, see errno(3). The constants are plain numbers, to be compared with
 * {@link PosixException#errno()}.
 *
 * @param number the error number, positive
 */
public record Errno(int number) {
  /** Operation not permitted. */
  public static final int EPERM = LinuxConstants.EPERM;

  /** No such file or directory. */
  public static final int ENOENT = LinuxConstants.ENOENT;

  /** No such process. */
  public static final int ESRCH = LinuxConstants.ESRCH;

  /** Interrupted system call. */
  public static final int EINTR = LinuxConstants.EINTR;

  /** Input/output error. */
  public static final int EIO = LinuxConstants.EIO;

  /** No such device or address. */
  public static final int ENXIO = LinuxConstants.ENXIO;

  /** Argument list too long. */
  public static final int E2BIG = LinuxConstants.E2BIG;

  /** Exec format error. */
  public static final int ENOEXEC = LinuxConstants.ENOEXEC;

  /** Bad file descriptor. */
  public static final int EBADF = LinuxConstants.EBADF;

  /** No child processes. */
  public static final int ECHILD = LinuxConstants.ECHILD;

  /** Resource temporarily unavailable. */
  public static final int EAGAIN = LinuxConstants.EAGAIN;

  /** Cannot allocate memory. */
  public static final int ENOMEM = LinuxConstants.ENOMEM;

  /** Permission denied. */
  public static final int EACCES = LinuxConstants.EACCES;

  /** Bad address. */
  public static final int EFAULT = LinuxConstants.EFAULT;

  /** Device or resource busy. */
  public static final int EBUSY = LinuxConstants.EBUSY;

  /** File exists. */
  public static final int EEXIST = LinuxConstants.EEXIST;

  /** Invalid cross-device link. */
  public static final int EXDEV = LinuxConstants.EXDEV;

  /** No such device. */
  public static final int ENODEV = LinuxConstants.ENODEV;

  /** Not a directory. */
  public static final int ENOTDIR = LinuxConstants.ENOTDIR;

  /** Is a directory. */
  public static final int EISDIR = LinuxConstants.EISDIR;

  /** Invalid argument. */
  public static final int EINVAL = LinuxConstants.EINVAL;

  /** Too many open files in system. */
  public static final int ENFILE = LinuxConstants.ENFILE;

  /** Too many open files. */
  public static final int EMFILE = LinuxConstants.EMFILE;

  /** Inappropriate ioctl for device. */
  public static final int ENOTTY = LinuxConstants.ENOTTY;

  /** Text file busy. */
  public static final int ETXTBSY = LinuxConstants.ETXTBSY;

  /** File too large. */
  public static final int EFBIG = LinuxConstants.EFBIG;

  /** No space left on device. */
  public static final int ENOSPC = LinuxConstants.ENOSPC;

  /** Illegal seek. */
  public static final int ESPIPE = LinuxConstants.ESPIPE;

  /** Read-only file system. */
  public static final int EROFS = LinuxConstants.EROFS;

  /** Too many links. */
  public static final int EMLINK = LinuxConstants.EMLINK;

  /** Broken pipe. */
  public static final int EPIPE = LinuxConstants.EPIPE;

  /** Numerical argument out of domain. */
  public static final int EDOM = LinuxConstants.EDOM;

  /** Numerical result out of range. */
  public static final int ERANGE = LinuxConstants.ERANGE;

  /** File name too long. */
  public static final int ENAMETOOLONG = LinuxConstants.ENAMETOOLONG;

  /** Function not implemented. */
  public static final int ENOSYS = LinuxConstants.ENOSYS;

  /** Directory not empty. */
  public static final int ENOTEMPTY = LinuxConstants.ENOTEMPTY;

  /** Too many levels of symbolic links. */
  public static final int ELOOP = LinuxConstants.ELOOP;

  /** Value too large for defined data type. */
  public static final int EOVERFLOW = LinuxConstants.EOVERFLOW;

  /** Message too long. */
  public static final int EMSGSIZE = LinuxConstants.EMSGSIZE;

  /** Operation not supported. */
  public static final int EOPNOTSUPP = LinuxConstants.EOPNOTSUPP;

  /** Address already in use. */
  public static final int EADDRINUSE = LinuxConstants.EADDRINUSE;

  /** Software caused connection abort. */
  public static final int ECONNABORTED = LinuxConstants.ECONNABORTED;

  /** Connection reset by peer. */
  public static final int ECONNRESET = LinuxConstants.ECONNRESET;

  /** No buffer space available. */
  public static final int ENOBUFS = LinuxConstants.ENOBUFS;

  /** Transport endpoint is not connected. */
  public static final int ENOTCONN = LinuxConstants.ENOTCONN;

  /** Connection timed out. */
  public static final int ETIMEDOUT = LinuxConstants.ETIMEDOUT;

  /** Connection refused. */
  public static final int ECONNREFUSED = LinuxConstants.ECONNREFUSED;

  /** Operation already in progress. */
  public static final int EALREADY = LinuxConstants.EALREADY;

  /** Operation now in progress. */
  public static final int EINPROGRESS = LinuxConstants.EINPROGRESS;

  /** Operation canceled. */
  public static final int ECANCELED = LinuxConstants.ECANCELED;

  private static final NativeFunction STRERRORNAME = NativeFunction.ofPointer("strerrorname_np");
  private static final NativeFunction STRERRORDESC = NativeFunction.ofPointer("strerrordesc_np");

  /** The error with this number. */
  public static Errno of(int number) {
    return new Errno(number);
  }

  /** The symbolic name, such as {@code ENOENT}; empty if the C library knows none. */
  public String name() {
    return CStrings.at(STRERRORNAME.call(number));
  }

  /** The English description, such as "No such file or directory"; empty if there is none. */
  public String message() {
    return CStrings.at(STRERRORDESC.call(number));
  }

  /** Name, number and description, for messages to people. */
  @Override
  public String toString() {
    return name() + " (" + number + ", " + message() + ")";
  }
}
