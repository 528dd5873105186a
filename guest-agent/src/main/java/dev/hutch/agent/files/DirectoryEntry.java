package dev.hutch.agent.files;

import dev.hutch.agent.protocol.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A name in a directory of a guest. */
public final class DirectoryEntry {
  /** The file system does not tell the type. */
  public static final int UNKNOWN = 0;

  /** A directory. */
  public static final int DIRECTORY = 4;

  /** An ordinary file. */
  public static final int REGULAR = 8;

  /** A symbolic link. */
  public static final int SYMBOLIC_LINK = 10;

  private static final int FIXED_BYTES = 3;

  private final byte[] name;
  private final int type;
  private final @Nullable GuestAttributes attributes;

  private DirectoryEntry(byte[] name, int type, @Nullable GuestAttributes attributes) {
    this.name = name;
    this.type = type;
    this.attributes = attributes;
  }

  static DirectoryEntry decode(ByteBuffer from, boolean withAttributes) {
    int left = from.remaining();
    int type = left < FIXED_BYTES ? 0 : from.get() & 0xff;
    int length = left < FIXED_BYTES ? 0 : from.getShort() & 0xffff;
    if (length == 0 || length > from.remaining()) {
      throw new ProtocolException("a directory entry of " + length + " bytes in " + left);
    }
    byte[] name = new byte[length];
    from.get(name);
    checkName(name);
    return new DirectoryEntry(name, type, withAttributes ? GuestAttributes.decode(from) : null);
  }

  /** What could lead out of the directory it is said to be in. */
  private static void checkName(byte[] name) {
    boolean dots = name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    for (byte b : name) {
      if (dots || b == 0 || b == '/') {
        throw new ProtocolException("a directory entry that is no name");
      }
    }
  }

  /** Its name: not a copy. 1 to 65,535 bytes. */
  public byte[] name() {
    return name;
  }

  /** Linux's {@code d_type}; one of the constants here, or another of Linux's. */
  public int type() {
    return type;
  }

  /** Its attributes, without following a symbolic link; null where not asked for. */
  public @Nullable GuestAttributes attributes() {
    return attributes;
  }
}
