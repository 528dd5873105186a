package dev.hutch.bindings.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A C function, found by name at its first call.
 *
 * <p>Every function in this module is called through the one method handle below: seven {@code
 * long} arguments and a {@code long} result. Each further shape costs about 7 ms of CPU at
 * start-up, which a shim cannot afford, and integer and pointer arguments travel in the same
 * registers anyway.
 *
 * <p>Calls block the carrier thread of a virtual thread for as long as the C function blocks.
 */
public final class NativeFunction {
  private static final Linker LINKER = Linker.nativeLinker();

  // SAFETY: x86-64 System V and AArch64 Linux pass the first six (eight) integer or pointer
  // arguments in registers and the seventh on the stack, which the caller clears, for variadic
  // functions too (open, ioctl, fcntl, prctl, syscall); a callee reads as many of them, and as many
  // bits of each, as it declares. No function here takes or returns floating point or a structure
  // by value.
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  // One per thread: a segment shared by threads gives, rarely, another thread's errno.
  private static final ThreadLocal<Errno> ERRNO =
      new ThreadLocal<>() {
        @Override
        protected Errno initialValue() {
          MemorySegment segment = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
          return new Errno(segment, new NativeBlock(segment));
        }
      };

  /** Where a call leaves errno, as the linker and as we see it. */
  private record Errno(MemorySegment segment, NativeBlock value) {}

  private final String name;
  private final boolean isInt;
  private final boolean setsErrno;
  private final boolean restarts;
  private @Nullable MemorySegment symbol;

  private NativeFunction(
      String name,
      boolean isInt,
      boolean setsErrno,
      boolean restarts,
      @Nullable MemorySegment symbol) {
    this.name = name;
    this.isInt = isInt;
    this.setsErrno = setsErrno;
    this.restarts = restarts;
    this.symbol = symbol;
  }

  /** A libc function that returns {@code int}, and -1 with errno when it fails. */
  public static NativeFunction ofInt(String name) {
    return new NativeFunction(name, true, true, false, null);
  }

  /** As {@link #ofInt}, called again for as long as a signal interrupts it (EINTR). */
  public static NativeFunction ofRestartedInt(String name) {
    return new NativeFunction(name, true, true, true, null);
  }

  /** A libc function that returns {@code long} or a pointer, and -1 with errno when it fails. */
  public static NativeFunction ofLong(String name) {
    return new NativeFunction(name, false, true, false, null);
  }

  /** As {@link #ofLong}, called again for as long as a signal interrupts it (EINTR). */
  public static NativeFunction ofRestartedLong(String name) {
    return new NativeFunction(name, false, true, true, null);
  }

  /** A libc function that returns an {@code int} which is handed on as it is. */
  public static NativeFunction ofCode(String name) {
    return new NativeFunction(name, true, false, false, null);
  }

  /** A libc function that returns a pointer which is handed on as it is. */
  public static NativeFunction ofPointer(String name) {
    return new NativeFunction(name, false, false, false, null);
  }

  /** A function of another library, at a known address, returning an {@code int} code. */
  static NativeFunction codeAt(String name, long address) {
    return new NativeFunction(name, true, false, false, MemorySegment.ofAddress(address));
  }

  /** A function of another library, at a known address, returning a pointer. */
  static NativeFunction pointerAt(String name, long address) {
    return new NativeFunction(name, false, false, false, MemorySegment.ofAddress(address));
  }

  /** The function's name in C. */
  public String name() {
    return name;
  }

  /**
   * Calls the function without arguments; results as for {@link
   * #call(long,long,long,long,long,long)}.
   */
  public long call() {
    return call(0, 0, 0, 0, 0, 0);
  }

  /** Calls the function with one argument. */
  public long call(long a) {
    return call(a, 0, 0, 0, 0, 0);
  }

  /** Calls the function with two arguments. */
  public long call(long a, long b) {
    return call(a, b, 0, 0, 0, 0);
  }

  /** Calls the function with three arguments. */
  public long call(long a, long b, long c) {
    return call(a, b, c, 0, 0, 0);
  }

  /** Calls the function with four arguments. */
  public long call(long a, long b, long c, long d) {
    return call(a, b, c, d, 0, 0);
  }

  /** Calls the function with five arguments. */
  public long call(long a, long b, long c, long d, long e) {
    return call(a, b, c, d, e, 0);
  }

  /** Calls the function with six arguments. */
  public long call(long a, long b, long c, long d, long e, long f) {
    return call(a, b, c, d, e, f, 0);
  }

  /**
   * Calls the function. The caller keeps every segment alive whose address it passes.
   *
   * @return the function's result; in place of -1 with errno, the negative errno
   * @throws UnsatisfiedLinkError if the C library has no such function
   */
  public long call(long a, long b, long c, long d, long e, long f, long g) {
    MemorySegment target = symbol;
    if (target == null) {
      target = find(name);
      symbol = target;
    }
    Errno errno = ERRNO.get();
    while (true) {
      long register;
      try {
        register = (long) CALL.invokeExact(target, errno.segment, a, b, c, d, e, f, g);
      } catch (Throwable defect) {
        throw new AssertionError("calling " + name, defect);
      }
      // The upper half of the register is undefined for a function that returns int.
      long value = isInt ? (int) register : register;
      if (!setsErrno || value != -1) {
        return value;
      }
      int error = errno.value.getInt(0);
      if (!restarts || error != LinuxConstants.EINTR) {
        return -error;
      }
    }
  }

  private static MemorySegment find(String name) {
    MemorySegment found = LINKER.defaultLookup().find(name).orElse(null);
    if (found == null) {
      throw new UnsatisfiedLinkError("the C library has no function " + name);
    }
    return found;
  }
}
