package dev.hutch.agent.files;

import java.nio.ByteBuffer;

/**
 * Size of a file system in a guest. The numbers are the guest's own; each is of 64 bits without
 * sign.
 *
 * @param blockBytes bytes of a block
 * @param blocks blocks in all
 * @param free blocks free
 * @param available blocks free for users without privileges
 * @param type Linux's number of the file system's type, {@code f_type}
 * @param flags mount flags, {@code f_flags}; bit 0: read-only
 */
public record GuestSpace(
    long blockBytes, long blocks, long free, long available, long type, long flags) {
  static final int BYTES = 48;

  private static final int READ_ONLY = 1;

  static GuestSpace decode(ByteBuffer from) {
    return new GuestSpace(
        from.getLong(),
        from.getLong(),
        from.getLong(),
        from.getLong(),
        from.getLong(),
        from.getLong());
  }

  /** Whether nothing can be written. */
  public boolean isReadOnly() {
    return (flags & READ_ONLY) != 0;
  }
}
