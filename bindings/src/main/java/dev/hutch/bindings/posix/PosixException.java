package dev.hutch.bindings.posix;

/** A call that the C library or the kernel refused: which one, with what, and why. */
public final class PosixException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The C function's name. */
  private final String function;

  /** The error number, positive. */
  private final int errno;

  /**
   * Describes a refused call.
   *
   * @param function the C function's name
   * @param arguments the arguments that matter, for the message
   * @param errno the error number; a negative one, as system calls return it, is taken as positive
   */
  public PosixException(String function, String arguments, long errno) {
    super(function + "(" + arguments + ") failed: " + Errno.of((int) Math.abs(errno)));
    this.function = function;
    this.errno = (int) Math.abs(errno);
  }

  /** The C function's name. */
  public String function() {
    return function;
  }

  /** The error number, to be compared with the constants in {@link Errno}. */
  public int errno() {
    return errno;
  }
}
