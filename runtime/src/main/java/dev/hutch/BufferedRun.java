package dev.hutch;

import dev.hutch.agent.protocol.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.FutureTask;

/** Runs one command to its end, feeding its input and keeping its output. */
final class BufferedRun {
  private static final int CHUNK = 16 * 1024;
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(30);

  private final Command command;
  private final BoxProcess process;

  BufferedRun(Command command, BoxProcess process) {
    this.command = command;
    this.process = process;
  }

  ExecResult run() {
    FutureTask<Output> stdout = start(process.getInputStream());
    FutureTask<Output> stderr = start(process.getErrorStream());
    Thread.startVirtualThread(this::feed);
    try {
      boolean timedOut = !process.waitFor(command.timeout());
      if (timedOut) {
        kill();
      }
      Exit exit = process.exit();
      return new ExecResult(
          exit.shellCode(),
          exit.kind() == Exit.SIGNALED ? exit.value() : 0,
          stdout.get(),
          stderr.get(),
          Duration.ofNanos(exit.elapsedNanos()),
          timedOut);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HutchException("interrupted; the command was killed", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new HutchException("the command's output could not be read: " + e.getCause(), e);
    }
  }

  /** A guest that does not answer must not hold its caller for longer than asked. */
  private void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(KILL_PATIENCE)) {
      throw new HutchException(
          "the command's time of "
              + command.timeout()
              + " was over, and the guest did not end it within "
              + KILL_PATIENCE
              + " of SIGKILL: close the box");
    }
  }

  private void feed() {
    try (InputStream from = command.stdin().open();
        OutputStream to = process.getOutputStream()) {
      from.transferTo(to);
    } catch (IOException e) {
      // The command ended, or closed its input, without reading all of it: its right.
    }
  }

  private FutureTask<Output> start(InputStream stream) {
    FutureTask<Output> task = new FutureTask<>(() -> keep(stream, command.outputLimit().bytes()));
    Thread.startVirtualThread(task);
    return task;
  }

  private static Output keep(InputStream stream, long limit) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    boolean truncated = false;
    for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
      int room = (int) Math.min(n, limit - kept.size());
      kept.write(chunk, 0, room);
      truncated |= room < n;
    }
    return new Output(kept.toByteArray(), truncated);
  }
}
