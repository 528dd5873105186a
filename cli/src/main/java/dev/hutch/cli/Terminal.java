package dev.hutch.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the command reads and writes.
 *
 * @param in standard input, bytes
 * @param out standard output, bytes, unbuffered
 * @param messages standard error, for people
 * @param screen whether standard output is a terminal that can be drawn on
 * @param colours whether it may be drawn on in colours
 */
record Terminal(
    InputStream in, OutputStream out, PrintStream messages, boolean screen, boolean colours) {
  /** One that is no screen. */
  Terminal(InputStream in, OutputStream out, PrintStream messages) {
    this(in, out, messages, false, false);
  }

  static Terminal ofThisProcess() {
    boolean screen = isScreen();
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        screen,
        screen && variable("NO_COLOR").isEmpty());
  }

  /** By its name: to ask the terminal takes a program or a native call, which take longer. */
  private static boolean isScreen() {
    String term = variable("TERM");
    if (term.isEmpty() || term.equals("dumb")) {
      return false;
    }
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return name.startsWith("/dev/pts/")
          || name.startsWith("/dev/tty")
          || name.equals("/dev/console");
    } catch (IOException e) {
      return false; // closed
    }
  }

  private static String variable(String name) {
    return System.getenv().getOrDefault(name, "");
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
