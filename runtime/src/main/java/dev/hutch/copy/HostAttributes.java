package dev.hutch.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * What Linux says of a file of the host.
 *
 * @param mode type and permissions, as {@code st_mode}
 */
record HostAttributes(
    int mode,
    long device,
    long inode,
    int links,
    long uid,
    long gid,
    long rdev,
    long size,
    FileTime modified) {
  private static final int TYPE = 0170000;
  private static final long UNSIGNED = 0xffff_ffffL;

  static HostAttributes of(Path file, LinkOption... how) throws IOException {
    Map<String, Object> all =
        Files.readAttributes(
            file, "unix:mode,dev,ino,nlink,uid,gid,rdev,size,lastModifiedTime", how);
    return new HostAttributes(
        (int) number(all, "mode"),
        number(all, "dev"),
        number(all, "ino"),
        (int) number(all, "nlink"),
        number(all, "uid") & UNSIGNED,
        number(all, "gid") & UNSIGNED,
        number(all, "rdev"),
        number(all, "size"),
        (FileTime) Objects.requireNonNull(all.get("lastModifiedTime")));
  }

  private static long number(Map<String, Object> all, String name) {
    return ((Number) Objects.requireNonNull(all.get(name))).longValue();
  }

  int type() {
    return mode & TYPE;
  }

  int permissions() {
    return mode & ~TYPE;
  }
}
