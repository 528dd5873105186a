package dev.hutch.cli;

import dev.hutch.BoxProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;

/** Connects a command in a box with this process's standard streams. */
final class Streams {
  private static final int BUFFER = 64 * 1024;

  /** What a shell reports for a program that wrote into a closed pipe. */
  private static final int BROKEN_PIPE = 128 + 13;

  private Streams() {}

  /**
   * Pumps until the command has ended and all its output is written.
   *
   * @return its exit code; 141 if our own standard output was closed, 125 if it could not be
   *     written otherwise, whatever the command's own
   */
  static int connect(BoxProcess process, Terminal terminal, boolean interactive) {
    AtomicReference<IOException> unwritten = new AtomicReference<>();
    if (interactive) {
      // A daemon: a read from a terminal cannot be interrupted and must not keep the process.
      Thread.ofPlatform()
          .daemon()
          .name("stdin")
          .start(() -> feed(terminal.in(), process.getOutputStream()));
    } else {
      close(process.getOutputStream());
    }
    Thread errors =
        Thread.ofPlatform()
            .daemon()
            .name("stderr")
            .start(() -> drain(process.getErrorStream(), terminal.messages(), process, unwritten));
    drain(process.getInputStream(), terminal.out(), process, unwritten);
    try {
      errors.join();
      int exit = process.waitFor();
      IOException failure = unwritten.get();
      return failure == null ? exit : unwritten(failure, terminal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.OURS;
    }
  }

  private static void feed(InputStream from, OutputStream to) {
    byte[] buffer = new byte[BUFFER];
    try (to) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
        if (from.available() == 0) {
          to.flush();
        }
      }
    } catch (IOException e) {
      // The command ended without reading all its input, or ours failed: it sees end-of-file.
    }
  }

  /** The JDK has no type for a closed pipe, only the C library's text. */
  private static int unwritten(IOException failure, Terminal terminal) {
    if (String.valueOf(failure.getMessage()).contains("Broken pipe")) {
      return BROKEN_PIPE;
    }
    terminal.say("the command's output cannot be written: " + failure.getMessage());
    return ExitCode.OURS;
  }

  private static void drain(
      InputStream from,
      OutputStream to,
      BoxProcess process,
      AtomicReference<IOException> unwritten) {
    byte[] buffer = new byte[BUFFER];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        write(to, buffer, n, unwritten);
        if (unwritten.get() != null) {
          process.destroyForcibly();
          return;
        }
      }
    } catch (IOException e) {
      // The box has gone: waiting for the command says so.
      process.destroyForcibly();
    }
  }

  private static void write(
      OutputStream to, byte[] bytes, int length, AtomicReference<IOException> unwritten) {
    try {
      to.write(bytes, 0, length);
    } catch (IOException e) {
      unwritten.compareAndSet(null, e);
    }
  }

  private static void close(OutputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // The command is gone already; its exit tells.
    }
  }
}
