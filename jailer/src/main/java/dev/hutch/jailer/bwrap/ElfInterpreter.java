package dev.hutch.jailer.bwrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the dynamic loader's path ({@code PT_INTERP}) from a 64-bit ELF file, see elf(5). */
final class ElfInterpreter {
  private static final int HEADER = 64;
  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int PROGRAM_HEADER = 56;
  private static final int PT_INTERP = 3;
  private static final int LONGEST = 4096;

  private ElfInterpreter() {}

  /**
   * The loader a program asks for; empty if it is static, a library, or no 64-bit little-endian ELF
   * file at all.
   *
   * @throws IOException if the file cannot be read
   */
  static Optional<Path> of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      ByteBuffer header = read(channel, 0, HEADER);
      if (header.limit() < HEADER
          || header.getInt(0) != MAGIC
          || header.get(4) != CLASS_64
          || header.get(5) != LITTLE_ENDIAN) {
        return Optional.empty();
      }
      long table = header.getLong(32);
      int count = Short.toUnsignedInt(header.getShort(56));
      if (Short.toUnsignedInt(header.getShort(54)) != PROGRAM_HEADER || table < HEADER) {
        return Optional.empty();
      }
      return search(channel, read(channel, table, count * PROGRAM_HEADER));
    }
  }

  private static Optional<Path> search(FileChannel channel, ByteBuffer table) throws IOException {
    for (int at = 0; at + PROGRAM_HEADER <= table.limit(); at += PROGRAM_HEADER) {
      long length = table.getLong(at + 32);
      if (table.getInt(at) == PT_INTERP && length > 1 && length <= LONGEST) {
        ByteBuffer name = read(channel, table.getLong(at + 8), (int) length);
        String path = ISO_8859_1.decode(name).toString();
        int end = path.indexOf('\0');
        return end > 0 ? Optional.of(Path.of(path.substring(0, end))) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && offset >= 0) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.flip();
  }
}
