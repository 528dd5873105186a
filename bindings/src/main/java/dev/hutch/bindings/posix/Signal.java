package dev.hutch.bindings.posix;

import dev.hutch.bindings.generated.linux.LinuxConstants;

/** Signal numbers, see signal(7). */
public final class Signal {
  /** Hang-up of the terminal. */
  public static final int SIGHUP = LinuxConstants.SIGHUP;

  /** Interrupt from the keyboard. */
  public static final int SIGINT = LinuxConstants.SIGINT;

  /** Quit from the keyboard; a JVM prints its threads. */
  public static final int SIGQUIT = LinuxConstants.SIGQUIT;

  /** From abort(3). */
  public static final int SIGABRT = LinuxConstants.SIGABRT;

  /** Kill; cannot be caught. */
  public static final int SIGKILL = LinuxConstants.SIGKILL;

  /** User-defined. */
  public static final int SIGUSR1 = LinuxConstants.SIGUSR1;

  /** Invalid memory reference. */
  public static final int SIGSEGV = LinuxConstants.SIGSEGV;

  /** User-defined. */
  public static final int SIGUSR2 = LinuxConstants.SIGUSR2;

  /** Write to a pipe without a reader. */
  public static final int SIGPIPE = LinuxConstants.SIGPIPE;

  /** From alarm(2). */
  public static final int SIGALRM = LinuxConstants.SIGALRM;

  /** Termination. */
  public static final int SIGTERM = LinuxConstants.SIGTERM;

  /** A child stopped or ended. */
  public static final int SIGCHLD = LinuxConstants.SIGCHLD;

  /** Continue if stopped. */
  public static final int SIGCONT = LinuxConstants.SIGCONT;

  /** Stop; cannot be caught. */
  public static final int SIGSTOP = LinuxConstants.SIGSTOP;

  /** Stop from the keyboard. */
  public static final int SIGTSTP = LinuxConstants.SIGTSTP;

  /** The window changed its size. */
  public static final int SIGWINCH = LinuxConstants.SIGWINCH;

  /** A forbidden system call (seccomp). */
  public static final int SIGSYS = LinuxConstants.SIGSYS;

  private Signal() {}
}
