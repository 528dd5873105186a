package dev.hutch;

import dev.hutch.agent.client.CommandOutput;
import dev.hutch.agent.protocol.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs one command to its end, feeding its input and keeping its output. */
final class BufferedRun {
  private static final int CHUNK = 16 * 1024;

  /** From SIGKILL to the end of a command, which takes an honest guest milliseconds. */
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

  private final Command command;
  private final BoxProcess process;
  private final InputStream input;
  private final Duration patience;
  private volatile @Nullable IOException unreadable;
  private volatile @Nullable String undying;

  BufferedRun(Command command, BoxProcess process, InputStream input) {
    this(command, process, input, KILL_PATIENCE);
  }

  /** Waits so long at most for the end of a command that it has killed. */
  BufferedRun(Command command, BoxProcess process, InputStream input, Duration patience) {
    this.command = command;
    this.process = process;
    this.input = input;
    this.patience = patience;
  }

  ExecResult run() {
    int limit = Math.toIntExact(command.outputLimit().bytes());
    process.stdout().gather(limit);
    process.stderr().gather(limit);
    if (!command.stdin().isEmpty()) {
      Thread.startVirtualThread(this::feed);
    }
    try {
      boolean timedOut = !process.waitFor(command.timeout());
      if (timedOut) {
        end();
      }
      Exit exit = process.exit();
      requireWholeInput();
      return new ExecResult(
          exit.shellCode(),
          exit.kind() == Exit.SIGNALED ? exit.value() : 0,
          gathered(process.stdout()),
          gathered(process.stderr()),
          Duration.ofNanos(exit.elapsedNanos()),
          timedOut);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HutchException("interrupted; the command was killed", e);
    } catch (IOException e) {
      throw unread(e);
    } catch (HutchException e) {
      throw undying == null ? e : new HutchException(undying, e);
    }
  }

  private static Output gathered(CommandOutput output) throws IOException {
    return new Output(output.gathered(), output.isCut());
  }

  private static HutchException unread(IOException e) {
    return e.getCause() instanceof RuntimeException r
        ? AgentFailures.translate(r)
        : new HutchException("the command's output could not be read: " + e, e);
  }

  private void end() throws InterruptedException {
    if (!command.grace().isZero()) {
      process.destroy();
    }
    if (!process.waitFor(command.grace())) {
      kill("its time of " + command.timeout() + " was over");
    }
  }

  /** A guest that does not end the command must not hold the caller, who learns of it. */
  private void kill(String because) throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(patience)) {
      undying =
          "the command was killed because "
              + because
              + ", and the guest did not end it within "
              + patience
              + " of SIGKILL: close the box";
      process.close();
    }
  }

  /** By a thread that nobody interrupts; who waits for the command's end learns what came of it. */
  private void killFromAside(String because) {
    try {
      kill(because);
    } catch (InterruptedException | HutchException e) {
      return; // so does he of this
    }
  }

  /** A command that got half of its input may have done anything but what was asked. */
  private void requireWholeInput() {
    IOException failure = unreadable;
    if (failure != null) {
      throw new HutchException("the command was killed because " + unreadable(failure), failure);
    }
  }

  private String unreadable(IOException failure) {
    return "its standard input, " + command.stdin() + ", could not be read: " + failure;
  }

  private void feed() {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream to = process.getOutputStream()) {
      for (int n = read(chunk); n >= 0; n = read(chunk)) {
        to.write(chunk, 0, n);
        if (input.available() == 0) {
          to.flush();
        }
      }
    } catch (IOException e) {
      // The command ended, or closed its input, without reading all of it: its right.
    }
  }

  private int read(byte[] chunk) {
    try {
      return input.read(chunk);
    } catch (IOException e) {
      if (process.isAlive()) {
        unreadable = e;
        killFromAside(unreadable(e));
      }
      return -1;
    }
  }
}
