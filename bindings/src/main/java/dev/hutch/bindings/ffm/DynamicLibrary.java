package dev.hutch.bindings.ffm;

import dev.hutch.bindings.generated.linux.LinuxConstants;
import dev.hutch.bindings.library.LibraryLoadException;
import java.lang.foreign.Arena;

/**
 * A shared library, loaded with dlopen(3) for the rest of the process's life. Java's own {@code
 * SymbolLookup.libraryLookup} would load it without RTLD_GLOBAL and unload it with an arena.
 */
public final class DynamicLibrary {
  private static final NativeFunction DLOPEN = NativeFunction.ofPointer("dlopen");
  private static final NativeFunction DLSYM = NativeFunction.ofPointer("dlsym");
  private static final NativeFunction DLERROR = NativeFunction.ofPointer("dlerror");

  private final String path;
  private final long handle;

  private DynamicLibrary(String path, long handle) {
    this.path = path;
    this.handle = handle;
  }

  /**
   * Loads a library and resolves all it needs; its symbols serve libraries loaded later.
   *
   * @param path an absolute path
   * @throws LibraryLoadException with the linker's reason
   */
  public static DynamicLibrary open(String path) {
    // Also finds dlerror itself now: to look it up after a failure would overwrite the reason.
    DLERROR.call();
    try (Arena arena = Arena.ofConfined()) {
      int flags = LinuxConstants.RTLD_NOW | LinuxConstants.RTLD_GLOBAL;
      long handle = DLOPEN.call(CStrings.allocate(arena, path).address(), flags);
      if (handle == 0) {
        throw new LibraryLoadException(path, CStrings.at(DLERROR.call()));
      }
      return new DynamicLibrary(path, handle);
    }
  }

  /** The path it was loaded from. */
  public String path() {
    return path;
  }

  /** Whether the library, or one it needs, defines the symbol. */
  public boolean has(String symbol) {
    return addressOf(symbol) != 0;
  }

  /**
   * A function that returns an {@code int}.
   *
   * @throws UnsatisfiedLinkError if the library has none of this name
   */
  public NativeFunction code(String name) {
    return NativeFunction.codeAt(name, required(name));
  }

  /**
   * A function that returns a pointer.
   *
   * @throws UnsatisfiedLinkError if the library has none of this name
   */
  public NativeFunction pointer(String name) {
    return NativeFunction.pointerAt(name, required(name));
  }

  private long required(String name) {
    long address = addressOf(name);
    if (address == 0) {
      throw new UnsatisfiedLinkError("the library " + path + " has no function " + name);
    }
    return address;
  }

  /** A symbol's address, or 0. */
  public long addressOf(String symbol) {
    try (Arena arena = Arena.ofConfined()) {
      return DLSYM.call(handle, CStrings.allocate(arena, symbol).address());
    }
  }
}
