package dev.hutch.bindings.krunfw;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.ffm.DynamicLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** libkrunfw, loaded for the rest of this process's life. */
public final class KrunfwLibrary {
  private final DynamicLibrary library;

  private KrunfwLibrary(DynamicLibrary library) {
    this.library = library;
  }

  /**
   * Loads libkrunfw.
   *
   * @param path absolute path of {@code libkrunfw.so.5}
   * @throws dev.hutch.bindings.library.LibraryLoadException if it cannot be loaded
   */
  public static KrunfwLibrary load(Path path) {
    return new KrunfwLibrary(DynamicLibrary.open(path.toString()));
  }

  /** {@code krunfw_get_version}: the version of its interface, 5 for {@code libkrunfw.so.5}. */
  public int getVersion() {
    return (int) library.code("krunfw_get_version").call();
  }

  /** {@code krunfw_get_kernel}: the kernel that is part of the library. */
  public KrunfwKernel getKernel() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment results = arena.allocate(3L * Long.BYTES, Long.BYTES);
      long load = results.address();
      long kernel =
          library
              .pointer("krunfw_get_kernel")
              .call(load, load + Long.BYTES, load + 2L * Long.BYTES);
      long size = results.get(JAVA_LONG, 2L * Long.BYTES);
      if (kernel == 0 || size <= 0) {
        throw new IllegalStateException(library.path() + " holds no kernel");
      }
      // SAFETY: the function promises this many bytes of the library's constant data, and the
      // library is never unloaded.
      MemorySegment image = MemorySegment.ofAddress(kernel).reinterpret(size).asReadOnly();
      return new KrunfwKernel(image, results.get(JAVA_LONG, 0), results.get(JAVA_LONG, Long.BYTES));
    }
  }
}
