package dev.hutch.copy;

import java.util.HashMap;
import java.util.Map;

/**
 * Files of the host with several names, so that they are sent as one. So many are remembered;
 * beyond that a file is sent again under each of its names.
 */
final class LinkedFiles {
  private static final int MOST = 100_000;

  private record Identity(long device, long inode) {}

  private final Map<Identity, String> names = new HashMap<>();

  /** The name it was sent under before; else an empty one, and it is remembered under this one. */
  String before(HostAttributes file, String name) {
    Identity identity = new Identity(file.device(), file.inode());
    String before = names.get(identity);
    if (before == null && names.size() < MOST) {
      names.put(identity, name);
    }
    return before == null ? "" : before;
  }
}
