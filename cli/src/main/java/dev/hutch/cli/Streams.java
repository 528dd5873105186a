package dev.hutch.cli;

import dev.hutch.BoxProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Connects a command in a box with this process's standard streams. Each is served by a daemon: a
 * read from a terminal, or a write to a reader that has stopped, must not keep the process.
 */
final class Streams {
  private static final int BUFFER = 64 * 1024;

  private final BoxProcess process;
  private final Terminal terminal;
  private final Part part;
  private final DetachKeys keys;
  private final CompletableFuture<Integer> broken = new CompletableFuture<>();
  private final AtomicReference<IOException> unwritten = new AtomicReference<>();

  private Streams(BoxProcess process, Terminal terminal, Part part, DetachKeys keys) {
    this.process = process;
    this.terminal = terminal;
    this.part = part;
    this.keys = keys;
  }

  /**
   * Starts to pump.
   *
   * @param part which we take in it
   * @param keys those among what is typed that leave it
   * @param left asked when they were typed whether the command was left; if not, typing goes on
   * @return completes with the exit code when the command has ended and all its output is written;
   *     with 141 if our own standard output was closed, 125 if it could not be written otherwise,
   *     whatever the command's own
   */
  static CompletableFuture<Integer> connect(
      BoxProcess process, Terminal terminal, Part part, DetachKeys keys, BooleanSupplier left) {
    return new Streams(process, terminal, part, keys).connect(left);
  }

  private CompletableFuture<Integer> connect(BooleanSupplier left) {
    switch (part.stdin()) {
      case PASSED -> daemon("stdin", () -> feed(terminal.in(), process.getOutputStream(), left));
      case CLOSED -> close(process.getOutputStream());
      case LEFT -> {}
    }
    CompletableFuture<?> errors =
        start("stderr", () -> drain(process.getErrorStream(), terminal.messages()));
    CompletableFuture<?> output =
        start("stdout", () -> drain(process.getInputStream(), terminal.out()));
    return CompletableFuture.allOf(output, errors, process.onExit())
        .thenApply(all -> exit())
        .applyToEither(broken, exit -> exit);
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

  private void feed(InputStream from, OutputStream to, BooleanSupplier left) {
    byte[] typed = new byte[BUFFER];
    byte[] passed = new byte[2 * BUFFER];
    try {
      for (int n = from.read(typed); n >= 0; n = from.read(typed)) {
        int length = keys.pass(typed, n, passed);
        boolean leave = length < 0;
        to.write(passed, 0, leave ? ~length : length);
        if (leave || from.available() == 0) {
          to.flush();
        }
        if (leave && left.getAsBoolean()) {
          return;
        }
      }
      to.write(keys.rest());
    } catch (IOException e) {
      // The command ended without reading all its input, or ours failed: it sees end-of-file.
    }
    close(to);
  }

  private void drain(InputStream from, OutputStream to) {
    byte[] buffer = new byte[BUFFER];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        write(to, buffer, n);
        if (unwritten.get() != null) {
          giveUp();
          return;
        }
      }
    } catch (IOException e) {
      // The box has gone: waiting for the command says so.
      giveUpOwn();
    }
  }

  /** Nobody reads any more: a command of ours is to end. */
  private void giveUp() {
    giveUpOwn();
    if (!part.owner()) {
      broken.complete(exit());
    }
  }

  private void giveUpOwn() {
    if (part.owner()) {
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
