package dev.hutch.vmm.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a shared library says about itself, read without loading it: loading would run its code in
 * this process and could not be undone.
 *
 * @param functions the names it defines
 * @param needed the sonames of the libraries it needs
 */
record ElfLibrary(Set<String> functions, List<String> needed) {
  private static final int MAGIC = 0x7f454c46;
  private static final int SECTION_HEADER = 64;
  private static final int SYMBOL = 24;
  private static final int DYNAMIC = 16;
  private static final int SHT_DYNAMIC = 6;
  private static final int SHT_DYNSYM = 11;
  private static final long DT_NEEDED = 1;

  /** No table of a library of ours comes near this; a length beyond it is a lie. */
  private static final long TABLE_LIMIT = 16L << 20;

  ElfLibrary {
    functions = Set.copyOf(functions);
    needed = List.copyOf(needed);
  }

  /** Reads one; what is no such file, or a spoiled one, is an IOException that says so. */
  static ElfLibrary read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return parse(channel);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException("not a whole shared library: " + file, e);
    }
  }

  private static ElfLibrary parse(FileChannel channel) throws IOException {
    ByteBuffer header = slice(channel, 0, 64);
    boolean elf64 = header.order(ByteOrder.BIG_ENDIAN).getInt(0) == MAGIC && header.get(4) == 2;
    header.order(ByteOrder.LITTLE_ENDIAN);
    if (!elf64 || header.getShort(18) != machine()) {
      throw new IOException("not a 64-bit ELF library for this processor");
    }
    int count = header.getShort(60) & 0xffff;
    ByteBuffer sections = slice(channel, header.getLong(40), (long) count * SECTION_HEADER);
    Set<String> functions = new HashSet<>();
    List<String> needed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = i * SECTION_HEADER;
      int type = sections.getInt(at + 4);
      if (type == SHT_DYNSYM || type == SHT_DYNAMIC) {
        ByteBuffer table = section(channel, sections, at);
        ByteBuffer names = section(channel, sections, sections.getInt(at + 40) * SECTION_HEADER);
        if (type == SHT_DYNSYM) {
          defined(table, names, functions);
        } else {
          needed(table, names, needed);
        }
      }
    }
    return new ElfLibrary(functions, needed);
  }

  private static void defined(ByteBuffer symbols, ByteBuffer names, Set<String> functions) {
    for (int at = 0; at + SYMBOL <= symbols.limit(); at += SYMBOL) {
      boolean undefined = symbols.getShort(at + 6) == 0;
      if (!undefined) {
        functions.add(name(names, symbols.getInt(at)));
      }
    }
  }

  private static void needed(ByteBuffer entries, ByteBuffer names, List<String> needed) {
    for (int at = 0; at + DYNAMIC <= entries.limit(); at += DYNAMIC) {
      if (entries.getLong(at) == DT_NEEDED) {
        needed.add(name(names, Math.toIntExact(entries.getLong(at + 8))));
      }
    }
  }

  private static ByteBuffer section(FileChannel channel, ByteBuffer sections, int at)
      throws IOException {
    return slice(channel, sections.getLong(at + 24), sections.getLong(at + 32));
  }

  private static String name(ByteBuffer names, int at) {
    int end = at;
    while (names.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - at];
    names.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ByteBuffer slice(FileChannel channel, long offset, long length)
      throws IOException {
    if (length < 0 || length > TABLE_LIMIT) {
      throw new IllegalArgumentException("a table of " + length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new IndexOutOfBoundsException("the file ends before " + (offset + length));
      }
    }
    return bytes.flip();
  }

  private static int machine() {
    return System.getProperty("os.arch").equals("aarch64") ? 183 : 62;
  }
}
