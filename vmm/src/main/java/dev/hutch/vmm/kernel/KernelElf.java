package dev.hutch.vmm.kernel;

import dev.hutch.bindings.krunfw.KrunfwKernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Wraps a kernel that lies in memory into an x86-64 ELF executable: one PT_LOAD with all of it, and
 * a PT_NOTE that names the PVH entry, by which QEMU starts it. libkrun's loader takes the ELF
 * entry, which is the 64-bit one.
 */
final class KernelElf {
  /** Part of the name: a change of the format must not find the old files. */
  static final String FORMAT = "elf-1";

  private static final int PAGE = 4096;
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int XEN_ELFNOTE_PHYS32_ENTRY = 18;
  private static final int NOTE = 24;
  private static final int READ_WRITE_EXECUTE = 7;

  private KernelElf() {}

  static void write(KrunfwKernel kernel, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      writeAll(channel, header(kernel));
      writeAll(channel, kernel.image().asByteBuffer());
    }
  }

  private static ByteBuffer header(KrunfwKernel kernel) {
    long size = kernel.image().byteSize();
    int noteAt = HEADER + 2 * PROGRAM_HEADER;
    ByteBuffer elf = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    elf.putShort((short) 2).putShort((short) 62).putInt(1);
    elf.putLong(kernel.entryAddress()).putLong(HEADER).putLong(0).putInt(0);
    elf.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 2);
    elf.position(HEADER);
    programHeader(elf, 1, READ_WRITE_EXECUTE, PAGE, kernel.loadAddress(), size, PAGE);
    programHeader(elf, 4, 4, noteAt, 0, NOTE, 4);
    elf.putInt(4).putInt(8).putInt(XEN_ELFNOTE_PHYS32_ENTRY);
    elf.put("Xen\0".getBytes(StandardCharsets.US_ASCII));
    // The PVH entry is the kernel's first byte.
    elf.putLong(kernel.loadAddress());
    return elf.clear();
  }

  private static void programHeader(
      ByteBuffer elf, int type, int flags, long offset, long address, long size, long align) {
    elf.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(address);
    elf.putLong(size).putLong(size).putLong(align);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
