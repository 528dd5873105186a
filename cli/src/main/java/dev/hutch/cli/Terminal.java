package dev.hutch.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the command reads and writes.
 *
 * @param in standard input, bytes
 * @param out standard output, bytes, unbuffered
 * @param messages standard error, for people
 */
record Terminal(InputStream in, OutputStream out, PrintStream messages) {
  static Terminal ofThisProcess() {
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
  }

  /** Tells a person. */
  void say(@Nullable String line) {
    messages.println("hutch: " + Visible.lines(String.valueOf(line)));
  }

  /**
   * Writes to standard output, in one piece.
   *
   * @throws UnwrittenException if that cannot be done
   */
  void print(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #print}, bytes. */
  void write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UnwrittenException(e);
    }
  }
}
