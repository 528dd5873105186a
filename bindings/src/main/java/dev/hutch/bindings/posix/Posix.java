package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;

/** What concerns this process as a whole. */
public final class Posix {
  private static final NativeFunction EXIT = NativeFunction.ofInt("_exit");
  private static final NativeFunction DUP3 = NativeFunction.ofRestartedInt("dup3");
  private static final NativeFunction GETPID = NativeFunction.ofInt("getpid");
  private static final NativeFunction GETUID = NativeFunction.ofInt("getuid");
  private static final NativeFunction GETGID = NativeFunction.ofInt("getgid");
  private static final NativeFunction UMASK = NativeFunction.ofInt("umask");
  private static final NativeFunction PRCTL = NativeFunction.ofInt("prctl");

  private Posix() {}

  /**
   * Ends the process at once, _exit(2): no shutdown hooks, no finally blocks, no flushing.
   *
   * @param code the exit code, of which the low 8 bits count
   * @return never; declared so that callers can {@code throw} it for the compiler's sake
   */
  public static AssertionError exitNow(int code) {
    EXIT.call(code);
    return new AssertionError("_exit returned");
  }

  /**
   * Makes a number refer to the same open file as {@code source}, dup3(2); what the number referred
   * to is closed. The number stays open over exec unless {@code closeOnExec}.
   */
  public static void dup2(Fd source, int target, boolean closeOnExec) {
    if (source.number() == target) {
      source.setCloseOnExec(closeOnExec);
      return;
    }
    long result = DUP3.call(source.number(), target, closeOnExec ? LinuxConstants.O_CLOEXEC : 0);
    if (result < 0) {
      throw new PosixException("dup3", source + ", " + target, result);
    }
  }

  /** This process's id, as its own pid namespace counts. */
  public static int getpid() {
    return (int) GETPID.call();
  }

  /** The real user id, as its own user namespace counts. */
  public static int getuid() {
    return (int) GETUID.call();
  }

  /** The real group id, as its own user namespace counts. */
  public static int getgid() {
    return (int) GETGID.call();
  }

  /** Sets the permissions that new files do not get, umask(2); returns the mask before. */
  public static int umask(int mask) {
    return (int) UMASK.call(mask);
  }

  /**
   * An operation on this process or the calling thread, prctl(2).
   *
   * @param option its number in {@code linux/prctl.h}
   * @return what the operation returns, not negative
   */
  public static int prctl(int option, long argument) {
    long result = PRCTL.call(option, argument, 0, 0, 0);
    if (result < 0) {
      throw new PosixException("prctl", option + ", " + argument, result);
    }
    return (int) result;
  }

  /**
   * Has the kernel send this process a signal when its parent ends, PR_SET_PDEATHSIG. "Parent" is
   * the thread that forked it.
   */
  public static void setParentDeathSignal(int signal) {
    prctl(LinuxConstants.PR_SET_PDEATHSIG, signal);
  }
}
