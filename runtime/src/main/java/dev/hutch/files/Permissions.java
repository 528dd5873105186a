package dev.hutch.files;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** POSIX permissions as the bits of a mode. */
final class Permissions {
  /** What a file that is made without further wishes may be: as with a umask of 022. */
  static final int FILE = 0644;

  /** As {@link #FILE}, for a directory. */
  static final int DIRECTORY = 0755;

  private Permissions() {}

  static Set<PosixFilePermission> of(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode & bit(permission)) != 0) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  static int mode(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission permission : permissions) {
      mode |= bit(permission);
    }
    return mode;
  }

  /**
   * The mode of what is to be made.
   *
   * @throws UnsupportedOperationException for attributes other than permissions
   */
  static int initial(int normal, FileAttribute<?>... attributes) {
    int mode = normal;
    for (FileAttribute<?> attribute : attributes) {
      String name = attribute.name();
      if (!name.equals("posix:permissions") && !name.equals("unix:permissions")) {
        throw new UnsupportedOperationException(
            "'" + name + "' not supported as initial attribute");
      }
      mode = mode(asPermissions(attribute.value()));
    }
    return mode;
  }

  /**
   * A value of an attribute.
   *
   * @throws ClassCastException if it is no set of permissions
   */
  static Set<PosixFilePermission> asPermissions(Object value) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (Object permission : (Set<?>) value) {
      permissions.add((PosixFilePermission) permission);
    }
    return permissions;
  }

  private static int bit(PosixFilePermission permission) {
    return switch (permission) {
      case OWNER_READ -> 0400;
      case OWNER_WRITE -> 0200;
      case OWNER_EXECUTE -> 0100;
      case GROUP_READ -> 0040;
      case GROUP_WRITE -> 0020;
      case GROUP_EXECUTE -> 0010;
      case OTHERS_READ -> 0004;
      case OTHERS_WRITE -> 0002;
      case OTHERS_EXECUTE -> 0001;
    };
  }
}
