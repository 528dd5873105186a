package dev.hutch.cli;

import dev.hutch.BoxProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Connects a command in a box with this process's standard streams. Each is served by a daemon: a
 * read from a terminal, or a write to a reader that has stopped, must not keep the process.
 */
final class Streams {
  private static final int BUFFER = 64 * 1024;

  private final BoxProcess process;
  private final Terminal terminal;
  private final AtomicReference<IOException> unwritten = new AtomicReference<>();

  private Streams(BoxProcess process, Terminal terminal) {
    this.process = process;
    this.terminal = terminal;
  }

  /**
   * Starts to pump.
   *
   * @return completes with the exit code when the command has ended and all its output is written;
   *     with 141 if our own standard output was closed, 125 if it could not be written otherwise,
   *     whatever the command's own
   */
  static CompletableFuture<Integer> connect(
      BoxProcess process, Terminal terminal, boolean interactive) {
    return new Streams(process, terminal).connect(interactive);
  }

  private CompletableFuture<Integer> connect(boolean interactive) {
    if (interactive) {
      daemon("stdin", () -> feed(terminal.in(), process.getOutputStream()));
    } else {
      close(process.getOutputStream());
    }
    CompletableFuture<?> errors =
        start("stderr", () -> drain(process.getErrorStream(), terminal.messages()));
    CompletableFuture<?> output =
        start("stdout", () -> drain(process.getInputStream(), terminal.out()));
    return CompletableFuture.allOf(output, errors, process.onExit()).thenApply(all -> exit());
  }

  private int exit() {
    IOException failure = unwritten.get();
    return failure == null ? process.exitValue() : new UnwrittenException(failure).exit(terminal);
  }

  private static CompletableFuture<?> start(String name, Runnable work) {
    CompletableFuture<?> done = new CompletableFuture<>();
    daemon(
        name,
        () -> {
          try {
            work.run();
          } finally {
            done.complete(null);
          }
        });
    return done;
  }

  private static void daemon(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
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

  private void drain(InputStream from, OutputStream to) {
    byte[] buffer = new byte[BUFFER];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        write(to, buffer, n);
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

  private void write(OutputStream to, byte[] bytes, int length) {
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
