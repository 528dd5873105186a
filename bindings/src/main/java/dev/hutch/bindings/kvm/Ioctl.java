package dev.hutch.bindings.kvm;

import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;

/** The one call that all of KVM goes through, ioctl(2). */
final class Ioctl {
  private static final NativeFunction IOCTL = NativeFunction.ofInt("ioctl");

  private Ioctl() {}

  /** Calls once; returns the result or the negative errno. */
  static int attempt(Fd fd, long request, long argument) {
    return (int) IOCTL.call(fd.number(), request, argument);
  }

  /** Calls until no signal interrupts it; a refusal is thrown. */
  static int call(Fd fd, String name, long request, long argument) {
    int result;
    do {
      result = attempt(fd, request, argument);
    } while (result == -Errno.EINTR);
    if (result < 0) {
      throw new PosixException("ioctl", name + ", 0x" + Long.toHexString(argument), result);
    }
    return result;
  }
}
