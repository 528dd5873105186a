package dev.hutch.cli;

/**
 * One side of a copy, as typed.
 *
 * @param box the box, by id or name; empty for the host
 * @param path where it is there; {@code -} on the host is a stream
 */
record CpPlace(String box, String path) {
  /** As Docker reads it: what begins with a slash or a dot, or has no colon, is of the host. */
  static CpPlace of(String typed) {
    int colon = typed.indexOf(':');
    if (colon < 0 || typed.startsWith("/") || typed.startsWith(".")) {
      if (typed.isEmpty()) {
        throw new UsageException("a path is empty");
      }
      return new CpPlace("", typed);
    }
    if (colon == 0 || colon == typed.length() - 1) {
      throw new UsageException("'" + typed + "' names no box or no path: write BOX:PATH");
    }
    return new CpPlace(typed.substring(0, colon), typed.substring(colon + 1));
  }

  boolean isInBox() {
    return !box.isEmpty();
  }

  boolean isStream() {
    return !isInBox() && path.equals("-");
  }

  boolean endsInSlash() {
    return path.endsWith("/");
  }

  @Override
  public String toString() {
    return isInBox() ? box + ':' + path : path;
  }
}
