package dev.hutch;

import dev.hutch.agent.client.AgentException;
import dev.hutch.agent.client.AgentExec;
import dev.hutch.agent.client.CommandOutput;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A command running in a box.
 *
 * <p>Its streams are the command's own, byte for byte. A reader that stops, stops the command's
 * writes to that stream and nothing else; up to 256 KiB of each stream are held here. Waiting for
 * the end also waits for the output to arrive, so read both streams at the same time, or close the
 * one that does not matter.
 *
 * <p>Closing it kills a command that still runs, with its process group, unless it is {@linkplain
 * Command#detach(boolean) detached}, or {@linkplain #detach() was} since its start.
 *
 * <p>When the box ends, or the guest breaks the protocol, every waiting call ends at once: of the
 * streams with an {@link java.io.IOException}, of the others with a {@link HutchException}.
 */
public final class BoxProcess extends Process implements AutoCloseable {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final long TELL_SECONDS = 1;

  private final AgentExec exec;
  private final ProcessDetails details;
  private final boolean terminal;
  private final InputStream stdout;
  private final InputStream stderr;
  private @Nullable OutputStream stdin;
  private volatile Future<?> told = CompletableFuture.completedFuture(null);

  BoxProcess(AgentExec exec, ProcessDetails details, boolean terminal) {
    this.exec = exec;
    this.details = details;
    this.terminal = terminal;
    this.stdout = new BufferedInputStream(exec.stdout());
    this.stderr = new BufferedInputStream(exec.stderr());
  }

  /** The command's standard input, buffered; closing it is end-of-file for the command. */
  @Override
  public synchronized OutputStream getOutputStream() {
    OutputStream made = stdin;
    if (made == null) {
      // not before: its buffer is of 8 KiB, and most commands get no input
      made = new BufferedOutputStream(exec.stdin());
      stdin = made;
    }
    return made;
  }

  /** The command's standard output. */
  @Override
  public InputStream getInputStream() {
    return stdout;
  }

  /** The command's standard error. */
  @Override
  public InputStream getErrorStream() {
    return stderr;
  }

  /**
   * Waits for the command's end.
   *
   * @return its exit code, or 128 + n where signal n ended it
   * @throws BoxGoneException if the box ended first
   * @throws AgentProtocolException if the guest broke the protocol
   */
  @Override
  public int waitFor() throws InterruptedException {
    return exit().shellCode();
  }

  /** As {@link #waitFor()} for a bounded time; false if it was over first. */
  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    return waitFor(Duration.ofNanos(unit.toNanos(timeout)));
  }

  /** As {@link #waitFor()} for a bounded time; false if it was over first. */
  @Override
  public boolean waitFor(Duration timeout) throws InterruptedException {
    try {
      // asked for no time at all it does not wait, and so cannot be interrupted
      return (timeout.isPositive() ? exec.awaitExit(timeout) : exec.exit()).isPresent();
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }

  /**
   * Its exit code, or 128 + n where signal n ended it.
   *
   * @throws IllegalThreadStateException if it still runs
   */
  @Override
  public int exitValue() {
    return ended()
        .orElseThrow(() -> new IllegalThreadStateException("the command still runs"))
        .shellCode();
  }

  @Override
  public boolean isAlive() {
    return !exec.isOver();
  }

  /**
   * Completes with this when the command has ended; exceptionally, with what {@link #waitFor()}
   * would throw, if the box ended first or the guest broke the protocol.
   */
  @Override
  public CompletableFuture<Process> onExit() {
    return exec.onExit()
        .handle(
            (exit, failure) -> {
              if (failure != null) {
                throw translated(failure);
              }
              return this;
            });
  }

  /** Its process id in the guest. */
  @Override
  public long pid() {
    return exec.opened().pid();
  }

  /**
   * What is known of it: command, arguments, start, user, and when it has ended its CPU time; a
   * snapshot.
   */
  @Override
  public ProcessHandle.Info info() {
    return ended().map(exit -> details.ended(cpuTime(exit))).orElse(details);
  }

  /**
   * Sends SIGTERM to the command's process group. Its streams stay open, so that what it says at
   * its end can be read.
   */
  @Override
  public void destroy() {
    signal(SIGTERM);
  }

  /**
   * Sends SIGKILL to the command's process group. Its streams stay open; but its end is not held up
   * by nobody's reading them: what exceeds 256 KiB of each unread is discarded from now on.
   */
  @Override
  public Process destroyForcibly() {
    signal(SIGKILL);
    exec.letGoOfOutput();
    return this;
  }

  @Override
  public boolean supportsNormalTermination() {
    return true;
  }

  /**
   * Sends a signal to the command's process group; does nothing once the command has ended.
   *
   * @param number Linux's, 1 to 64, see signal(7)
   * @throws InvalidSpecException if there is no such signal
   */
  public void signal(int number) {
    try {
      exec.signal(number);
    } catch (IllegalArgumentException e) {
      throw new InvalidSpecException("the signal is " + number + ", but must be 1 to 64", e);
    }
  }

  /**
   * Tells the command's terminal its new size, at which the command gets SIGWINCH; does nothing
   * once the command has ended.
   *
   * @throws IllegalStateException if it has no terminal
   */
  public void resize(TerminalSize size) {
    if (!terminal) {
      throw new IllegalStateException("the command has no terminal to resize");
    }
    exec.resize(size.encoded());
  }

  /**
   * As {@link #resize(TerminalSize)}.
   *
   * @param columns 0 to 65,535
   * @param rows 0 to 65,535
   * @throws InvalidSpecException if a number is out of its range
   */
  public void resize(int columns, int rows) {
    resize(new TerminalSize(columns, rows));
  }

  /**
   * Gives the command to the box: from now on it goes on when this is closed or this program ends,
   * as one that was started {@linkplain Command#detach(boolean) detached}. The box keeps the last
   * 64 KiB of what it writes to each of its outputs from now on, and {@link Box#attach} finds it
   * again. Until this is closed its streams go on as before; what has arrived here and is not read
   * by then, and what was written to the command and not taken by it, is lost.
   *
   * <p>Blocks until the box has answered. Does nothing to a command that is detached already.
   *
   * @return its number, see {@link Box#commands()}; empty where the command has ended first
   * @throws HutchException if the box keeps as many running commands as it can, 32, after which all
   *     is as it was and this may be tried again; or if interrupted, after which the command may be
   *     detached or not
   * @throws BoxGoneException if the box is gone
   * @throws AgentProtocolException if the guest broke the protocol
   */
  public OptionalInt detach() {
    try {
      return exec.keep();
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }

  /**
   * Under which number the box keeps it, see {@link Box#commands()}; empty if it is not known to be
   * detached, by {@link Command#detach(boolean)} or {@link #detach()}.
   */
  public OptionalInt commandId() {
    return exec.keptId();
  }

  /** Whether it is on a terminal. */
  public boolean hasTerminal() {
    return terminal;
  }

  /**
   * Kills the command if it still runs, and gives its connection back; one that is {@linkplain
   * #detach() detached} goes on. A command on a terminal is hung up first (SIGHUP), and killed if
   * it still runs 2 s later.
   */
  @Override
  public void close() {
    exec.close();
    try {
      told.get(TELL_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // it did not end by itself, or nobody can be told of it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Calls back with its exit code when it has ended; not at all if its box has ended first. Closing
   * it waits for that, since the whole program may end next.
   */
  void whenEnded(IntConsumer listener) {
    told = exec.onExit().thenAccept(exit -> listener.accept(exit.shellCode()));
  }

  /** Standard output as it comes from the agent. */
  CommandOutput stdout() {
    return exec.stdout();
  }

  /** Standard error as it comes from the agent. */
  CommandOutput stderr() {
    return exec.stderr();
  }

  Exit exit() throws InterruptedException {
    try {
      return exec.awaitExit();
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }

  private Optional<Exit> ended() {
    try {
      return exec.exit();
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }

  @Override
  public String toString() {
    return "command " + pid() + " in a box: " + Printable.text(details.line());
  }

  private static Duration cpuTime(Exit exit) {
    return Duration.of(exit.userMicros() + exit.systemMicros(), ChronoUnit.MICROS);
  }

  private static HutchException translated(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RuntimeException known
        ? AgentFailures.translate(known)
        : new HutchException(String.valueOf(cause), cause);
  }
}
