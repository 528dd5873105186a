package dev.hutch.bindings.krun;

import dev.hutch.bindings.posix.Errno;

/** A libkrun function that returned a negative number. */
public final class KrunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The C function's name. */
  private final String function;

  /** The error number, positive. */
  private final int errno;

  KrunException(String function, String arguments, long result) {
    super(function + "(" + arguments + ") failed: " + Errno.of((int) -result));
    this.function = function;
    this.errno = (int) -result;
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
