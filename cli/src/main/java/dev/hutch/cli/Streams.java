package dev.hutch.cli;

import dev.hutch.BoxProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connects a command in a box with this process's standard streams. */
final class Streams {
  private static final int BUFFER = 64 * 1024;

  /** What a shell reports for a program that wrote into a closed pipe. */
  private static final int BROKEN_PIPE = 128 + 13;

  private Streams() {}

  /**
   * Pumps until the command has ended and all its output is written.
   *
   * @return its exit code, or 141 if our own standard output was closed
   */
  static int connect(BoxProcess process, Terminal terminal, boolean interactive) {
    AtomicBoolean broken = new AtomicBoolean();
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
            .start(() -> drain(process.getErrorStream(), terminal.messages(), process, broken));
    drain(process.getInputStream(), terminal.out(), process, broken);
    try {
      errors.join();
      int exit = process.waitFor();
      return broken.get() ? BROKEN_PIPE : exit;
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

  private static void drain(
      InputStream from, OutputStream to, BoxProcess process, AtomicBoolean broken) {
    byte[] buffer = new byte[BUFFER];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
      }
    } catch (IOException e) {
      broken.set(process.isAlive());
      process.destroyForcibly();
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
