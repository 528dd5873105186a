package dev.hutch.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@code hutch} that runs: its streams are read as it writes them. */
public final class RunningHutch implements AutoCloseable {
  private final Process process;
  private final Duration timeout;
  private final String what;
  private final Kept stdout = new Kept();
  private final Kept stderr = new Kept();
  private final FutureTask<Void> outputs;
  private final FutureTask<Void> errors;

  RunningHutch(Process process, HutchCommand.Stdin stdin, Duration timeout, String what) {
    this.process = process;
    this.timeout = timeout;
    this.what = what.length() > 200 ? what.substring(0, 200) + "..." : what;
    outputs = begin(process.getInputStream(), stdout);
    errors = begin(process.getErrorStream(), stderr);
    Thread.startVirtualThread(() -> feed(process.getOutputStream(), stdin));
  }

  /** The process id: the launcher executes the JVM in its place. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written to standard output so far. */
  public String stdout() {
    return stdout.text();
  }

  /** What it has written to standard error so far. */
  public String stderr() {
    return stderr.text();
  }

  /** Kills it as nothing can resist, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /**
   * Sends it a signal.
   *
   * @param name without SIG
   */
  public void signal(String name) {
    try {
      int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
      if (exit != 0) {
        throw new AssertionError("kill -" + name + " " + pid() + " exited " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits for its end. */
  public Ended awaitEnd() {
    try {
      if (!process.waitFor(timeout)) {
        throw late();
      }
      outputs.get(timeout.toSeconds(), TimeUnit.SECONDS);
      errors.get(timeout.toSeconds(), TimeUnit.SECONDS);
      return new Ended(process.exitValue(), stdout.toByteArray(), stderr.toByteArray());
    } catch (TimeoutException e) {
      throw late();
    } catch (ExecutionException e) {
      throw new AssertionError("the output of " + what + " could not be read", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Ends a process that a failed test left running. What it leaves, {@code LeakGuard} reports. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private AssertionError late() {
    return new AssertionError(
        "hutch " + what + " did not end in " + timeout + "; stderr so far: " + stderr.text());
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }

  private static FutureTask<Void> begin(InputStream from, OutputStream to) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              from.transferTo(to);
              return null;
            });
    Thread.startVirtualThread(task);
    return task;
  }

  private static void feed(OutputStream to, HutchCommand.Stdin stdin) {
    try (to) {
      stdin.writeTo(to);
    } catch (IOException e) {
      // It ended without reading all of its input; its exit and output are what counts.
    }
  }

  /** Bytes that one thread writes and another reads meanwhile. */
  private static final class Kept extends ByteArrayOutputStream {
    String text() {
      return toString(java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
