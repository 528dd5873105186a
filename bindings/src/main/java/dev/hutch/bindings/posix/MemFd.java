package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;

/** Files that live in memory and have no path, memfd_create(2). */
public final class MemFd {
  private static final NativeFunction MEMFD_CREATE = NativeFunction.ofInt("memfd_create");

  private MemFd() {}

  /**
   * Makes an empty file in memory, open for reading and writing.
   *
   * @param name what {@code /proc/<pid>/fd} shows, at most 249 bytes; need not be unique
   */
  public static Fd create(String name) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          MEMFD_CREATE.call(CStrings.allocate(arena, name).address(), LinuxConstants.MFD_CLOEXEC);
      if (result < 0) {
        throw new PosixException("memfd_create", name, result);
      }
      return Fd.adopt((int) result);
    }
  }
}
