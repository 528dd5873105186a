package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;

/** Files that live in memory and have no path, memfd_create(2). */
public final class MemFd {
  private static final NativeFunction MEMFD_CREATE = NativeFunction.ofInt("memfd_create");

  private static final NativeFunction FCNTL = NativeFunction.ofInt("fcntl");

  /** From linux/fcntl.h: F_LINUX_SPECIFIC_BASE + 9, and the seals it sets. */
  private static final int F_ADD_SEALS = 1024 + 9;

  private static final int F_SEAL_SHRINK = 0x0002;
  private static final int F_SEAL_GROW = 0x0004;

  private MemFd() {}

  /**
   * Makes an empty file in memory, open for reading and writing.
   *
   * @param name what {@code /proc/<pid>/fd} shows, at most 249 bytes; need not be unique
   */
  public static Fd create(String name) {
    return create(name, LinuxConstants.MFD_CLOEXEC);
  }

  /**
   * Makes a file in memory that can neither grow nor shrink, whoever has it open; a write beyond
   * its end fails with EPERM. It holds zeros, which take no memory.
   *
   * @param name what {@code /proc/<pid>/fd} shows, at most 249 bytes; need not be unique
   * @param bytes its size
   * @throws PosixException if it cannot be made or sealed (fcntl(2), F_ADD_SEALS)
   */
  public static Fd sealed(String name, long bytes) {
    Fd file = create(name, LinuxConstants.MFD_CLOEXEC | LinuxConstants.MFD_ALLOW_SEALING);
    boolean sealed = false;
    try {
      file.truncate(bytes);
      long result = FCNTL.call(file.number(), F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK);
      if (result < 0) {
        throw new PosixException("fcntl", name + ", F_ADD_SEALS", result);
      }
      sealed = true;
      return file;
    } finally {
      if (!sealed) {
        file.close();
      }
    }
  }

  private static Fd create(String name, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      long result = MEMFD_CREATE.call(CStrings.allocate(arena, name).address(), flags);
      if (result < 0) {
        throw new PosixException("memfd_create", name, result);
      }
      return Fd.adopt((int) result);
    }
  }
}
