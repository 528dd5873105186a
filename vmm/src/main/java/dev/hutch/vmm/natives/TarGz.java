package dev.hutch.vmm.natives;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Takes one regular file out of a {@code .tgz}; no name in it is ever used as a path. */
final class TarGz {
  private static final int RECORD = 512;

  private TarGz() {}

  /**
   * Writes the entry with exactly this name.
   *
   * @throws IOException if it is not there, or the archive is spoiled
   */
  static void extract(Path archive, String entry, OutputStream out) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
      byte[] header = new byte[RECORD];
      while (in.readNBytes(header, 0, RECORD) == RECORD && header[0] != 0) {
        long size = octal(header, 124, 12);
        boolean regular = header[156] == '0' || header[156] == 0;
        if (regular && name(header).equals(entry)) {
          copy(in, out, size);
          return;
        }
        in.skipNBytes((size + RECORD - 1) / RECORD * RECORD);
      }
    }
    throw new IOException("no file " + entry + " in " + archive);
  }

  private static void copy(InputStream in, OutputStream out, long size) throws IOException {
    byte[] chunk = new byte[1 << 16];
    for (long left = size; left > 0; ) {
      int n = in.read(chunk, 0, (int) Math.min(left, chunk.length));
      if (n < 0) {
        throw new EOFException(left + " bytes are missing at the end");
      }
      out.write(chunk, 0, n);
      left -= n;
    }
  }

  private static String name(byte[] header) {
    String prefix = text(header, 345, 155);
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int at, int length) throws IOException {
    String digits = text(header, at, length).strip();
    if (!digits.matches("[0-7]{1,12}")) {
      throw new IOException("not a tar header: size \"" + digits + "\"");
    }
    return Long.parseLong(digits, 8);
  }
}
