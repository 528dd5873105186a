package dev.hutch.bindings.library;

/** A shared library that the dynamic linker refused: missing, corrupt, for another machine. */
public final class LibraryLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes a refused library.
   *
   * @param path the path that was tried
   * @param reason what dlerror(3) said
   */
  public LibraryLoadException(String path, String reason) {
    super("the library " + path + " cannot be loaded: " + reason);
  }
}
