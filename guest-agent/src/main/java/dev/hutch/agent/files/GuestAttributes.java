package dev.hutch.agent.files;

import dev.hutch.agent.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What a guest says about a file. Counts and sizes are Linux's, of 64 bits without sign.
 *
 * @param mode type and permissions, as {@code st_mode}
 * @param links names of the file
 * @param user user id, without sign
 * @param group group id, without sign
 * @param device the device it is on, Linux's number
 * @param inode its number there
 * @param size bytes
 * @param specialDevice the device it stands for, if it is a device file
 * @param access time of the last access
 * @param modification time of the last change of its content
 * @param change time of the last change of its attributes
 * @param birth time of its making; the epoch where unknown
 */
public record GuestAttributes(
    int mode,
    int links,
    int user,
    int group,
    long device,
    long inode,
    long size,
    long specialDevice,
    Instant access,
    Instant modification,
    Instant change,
    Instant birth) {
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int SYMBOLIC_LINK = 0120000;
  private static final int PERMISSIONS = 07777;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  static GuestAttributes decode(ByteBuffer from) {
    if (from.remaining() < FileOperation.ATTRIBUTES_BYTES) {
      throw new ProtocolException("attributes of " + from.remaining() + " bytes");
    }
    return new GuestAttributes(
        from.getInt(),
        from.getInt(),
        from.getInt(),
        from.getInt(),
        from.getLong(),
        from.getLong(),
        from.getLong(),
        from.getLong(),
        time(from),
        time(from),
        time(from),
        time(from));
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  /** Whether it is an ordinary file. */
  public boolean isRegularFile() {
    return (mode & TYPE) == REGULAR;
  }

  /** Whether it is a symbolic link. */
  public boolean isSymbolicLink() {
    return (mode & TYPE) == SYMBOLIC_LINK;
  }

  /** The permissions, with set-user-id, set-group-id and sticky bit: the lower 12 bits. */
  public int permissions() {
    return mode & PERMISSIONS;
  }

  /**
   * A file system may hold any number of seconds; what no {@link Instant} can be is the last that
   * can.
   */
  private static Instant time(ByteBuffer from) {
    long seconds = from.getLong();
    int nanos = from.getInt();
    if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
      throw new ProtocolException("a time of " + Integer.toUnsignedString(nanos) + " ns");
    }
    if (seconds < Instant.MIN.getEpochSecond()) {
      return Instant.MIN;
    }
    return seconds > Instant.MAX.getEpochSecond()
        ? Instant.MAX
        : Instant.ofEpochSecond(seconds, nanos);
  }
}
