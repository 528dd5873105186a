package dev.hutch.rootfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A formatted disk reduced to its blocks that are not zero. Java cannot ask a file for its holes,
 * so what a copy has to write is worked out once and kept in a file of its own: magic, size of the
 * disk, number of extents, (offset, length) of each, their bytes, and a checksum.
 */
final class DiskTemplate {
  private static final long MAGIC = 0x48555443_48445401L;
  private static final int BLOCK = 4096;
  private static final int STEP = 1 << 20;

  private record Extent(long offset, int length) {}

  private final long size;
  private final List<Extent> extents;
  private final byte[] data;

  private DiskTemplate(long size, List<Extent> extents, byte[] data) {
    this.size = size;
    this.extents = extents;
    this.data = data;
  }

  /**
   * Takes the blocks that are not zero from the first {@code front} bytes of a disk, and from the
   * first mebibyte of each block group (where spare superblocks are).
   */
  static DiskTemplate scan(Path disk, long group, long front) throws IOException {
    List<Extent> extents = new ArrayList<>();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocateDirect(STEP);
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
      long size = channel.size();
      for (long at = 0; at < size; at = at + STEP < front ? at + STEP : nextGroup(at, group)) {
        buffer.clear();
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
          read = channel.read(buffer, at + buffer.position());
        }
        buffer.flip();
        collect(buffer, at, extents, data);
      }
      return new DiskTemplate(size, List.copyOf(extents), data.toByteArray());
    }
  }

  private static long nextGroup(long at, long group) {
    return (at / group + 1) * group;
  }

  private static void collect(
      ByteBuffer buffer, long at, List<Extent> extents, ByteArrayOutputStream data) {
    byte[] block = new byte[BLOCK];
    ByteBuffer zero = ByteBuffer.allocate(BLOCK);
    for (int i = 0; i < buffer.limit(); i += BLOCK) {
      int length = Math.min(BLOCK, buffer.limit() - i);
      if (buffer.slice(i, length).mismatch(zero.slice(0, length)) < 0) {
        continue;
      }
      buffer.get(i, block, 0, length);
      data.write(block, 0, length);
      Extent last = extents.isEmpty() ? new Extent(-1, 0) : extents.getLast();
      if (last.offset() + last.length() == at + i) {
        extents.removeLast();
        extents.add(new Extent(last.offset(), last.length() + length));
      } else {
        extents.add(new Extent(at + i, length));
      }
    }
  }

  /** Makes a disk under a new name: whole, or not there. */
  void writeTo(Path target) throws IOException {
    try (PartialFile file = PartialFile.of(target)) {
      copyTo(file.path());
      file.installNew();
    }
  }

  /** Makes an existing empty file this disk. */
  void copyTo(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(size);
      int from = 0;
      for (Extent extent : extents) {
        out.seek(extent.offset());
        out.write(data, from, extent.length());
        from += extent.length();
      }
    }
  }

  /** Keeps it in a file, from where {@link #read} takes it. */
  void save(Path target) {
    ByteBuffer out = ByteBuffer.allocate(20 + extents.size() * 12 + data.length + 8);
    out.putLong(MAGIC).putLong(size).putInt(extents.size());
    extents.forEach(extent -> out.putLong(extent.offset()).putInt(extent.length()));
    out.put(data);
    out.putLong(checksum(out.duplicate().flip())).flip();
    try (PartialFile file = PartialFile.of(target)) {
      Files.write(file.path(), out.array());
      file.install();
    } catch (IOException e) {
      throw RootfsException.writing(target, e);
    }
  }

  /** What {@link #save} kept; empty if the file is missing or is not such a file, whole. */
  static Optional<DiskTemplate> read(Path file, long size) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < 28
        || in.getLong(bytes.length - 8) != checksum(in.slice(0, bytes.length - 8))
        || in.getLong() != MAGIC
        || in.getLong() != size) {
      return Optional.empty();
    }
    List<Extent> extents = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      extents.add(new Extent(in.getLong(), in.getInt()));
    }
    byte[] data = new byte[in.remaining() - 8];
    in.get(data);
    return Optional.of(new DiskTemplate(size, List.copyOf(extents), data));
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
