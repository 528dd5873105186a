package dev.hutch.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The box's own writable disk, {@code vdc}: an empty ext4 that the guest's changes go to. A
 * formatted template is made once per size; each box's disk is a sparse copy of it, made in about a
 * millisecond and taking some 200 KiB until the guest writes.
 */
public final class BoxDisk {
  /**
   * The size used where nobody asks for another: 8 GiB, of which the host stores what is written.
   */
  public static final long DEFAULT_BYTES = 8L << 30;

  /** The smallest disk: below it the journal leaves no room. */
  public static final long MIN_BYTES = 32L << 20;

  /** The largest disk. */
  public static final long MAX_BYTES = 4L << 40;

  /** What the agent mounts it as. */
  public static final String FILE_SYSTEM = "ext4";

  private static final long UNIT = 1L << 20;

  private final Path directory;

  /**
   * Templates kept in {@code cache/template}.
   *
   * @param cache the home's cache directory; made when first needed
   */
  public BoxDisk(Path cache) {
    this.directory = cache.resolve("template");
  }

  /**
   * Makes sure that the template for disks of this size is there, so that {@link #create} is quick.
   *
   * @param bytes the size of the disk
   * @throws IllegalArgumentException if the size is out of range or no multiple of 1 MiB
   * @throws RootfsException if mke2fs is missing or fails, or the cache cannot be written
   */
  public void prepare(long bytes) {
    template(bytes);
  }

  /**
   * Makes an empty formatted disk. The file has mode 0600 and appears complete or not at all; on a
   * file that is there already nothing happens but the exception.
   *
   * @param target the file to make; its directory exists
   * @param bytes the size of the disk, from {@link #MIN_BYTES} to {@link #MAX_BYTES}, a multiple of
   *     1 MiB
   * @throws IllegalArgumentException if the size is out of range or no multiple of 1 MiB
   * @throws RootfsException if the target exists or cannot be written, or the template cannot be
   *     made
   */
  public void create(Path target, long bytes) {
    DiskTemplate template = template(bytes);
    if (Files.exists(target)) {
      throw new RootfsException(target + " exists: a box's disk is never overwritten");
    }
    try {
      template.writeTo(target);
    } catch (IOException e) {
      throw RootfsException.writing(target, e);
    }
  }

  private DiskTemplate template(long bytes) {
    if (bytes < MIN_BYTES || bytes > MAX_BYTES || bytes % UNIT != 0) {
      throw new IllegalArgumentException(
          "a disk of %d bytes is not possible: give a multiple of 1 MiB from %d MiB to %d TiB"
              .formatted(bytes, MIN_BYTES >> 20, MAX_BYTES >> 40));
    }
    Path file = directory.resolve(bytes + "." + Ext4Format.RECIPE);
    return DiskTemplate.read(file, bytes)
        .orElseGet(
            () -> {
              DiskTemplate made = Ext4Format.template(directory, bytes);
              made.save(file);
              return made;
            });
  }
}
