package dev.hutch.agent.client;

import dev.hutch.agent.protocol.AttachRequest;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.Opened;
import dev.hutch.agent.protocol.TerminalSize;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command running in a box.
 *
 * <p>Standard output and standard error must be read, or closed, for the command to get on: each
 * holds at most {@value dev.hutch.agent.protocol.Protocol#WINDOW} bytes (frame headers included),
 * then the command's own writes block. The two, and other commands, never wait for each other.
 */
public final class AgentExec implements AutoCloseable {
  private final OperationChannel operation;
  private final Opened opened;
  private final boolean resizable;
  private final Duration patience;

  private AgentExec(
      OperationChannel operation, Opened opened, boolean resizable, Duration patience) {
    this.operation = operation;
    this.opened = opened;
    this.resizable = resizable;
    this.patience = patience;
  }

  /** Runs a command on a connected socket, which from now on belongs to the result. */
  static AgentExec start(SocketChannel socket, ExecRequest request, Duration patience) {
    boolean onTerminal = request.options().terminal() != null;
    return begin(socket, request.encode(), request.stdin(), onTerminal, patience);
  }

  /** Becomes a client of a kept command; the socket from now on belongs to the result. */
  static AgentExec attach(SocketChannel socket, AttachRequest request, Duration patience) {
    return begin(socket, request.encode(), request.stdin(), true, patience);
  }

  private static AgentExec begin(
      SocketChannel socket, byte[] request, boolean stdin, boolean resizable, Duration patience) {
    OperationChannel operation = new OperationChannel("agent exec", socket, stdin);
    operation.open(request);
    return new AgentExec(operation, operation.awaitOpened(patience), resizable, patience);
  }

  /**
   * The command's process id in the guest, and when the guest received the request and started it.
   */
  public Opened opened() {
    return opened;
  }

  /**
   * The command's standard input. Unbuffered: each write becomes at least one frame. A write blocks
   * while the command is behind by more than its credit, can be interrupted ({@link
   * java.io.InterruptedIOException}; some of its bytes may then have been sent), and fails with
   * "Broken pipe" once the command closed its end. Closing it is the end of file in the guest; on a
   * terminal that reads lines, the character that means it (Ctrl-D) is typed.
   */
  public OutputStream stdin() {
    return operation.input();
  }

  /**
   * The command's standard output. A read can be interrupted ({@link
   * java.io.InterruptedIOException}, nothing is lost) and fails with an {@code IOException} if the
   * box dies. Closing it discards what still comes; the command does not notice.
   */
  public CommandOutput stdout() {
    return operation.stdout();
  }

  /**
   * The command's standard error; as {@link #stdout}. Empty where the request merges it, and on a
   * terminal.
   */
  public CommandOutput stderr() {
    return operation.stderr();
  }

  /**
   * Sends a signal to the command's process group. Does nothing once the command has ended.
   *
   * @param number Linux signal number, 1 to 64
   */
  public void signal(int number) {
    operation.signal(number);
  }

  /**
   * Tells the command's terminal its new size; the command gets SIGWINCH. Does nothing once the
   * command has ended. The agent fails the operation of a client that does so to a kept command
   * without a terminal.
   *
   * @throws IllegalStateException if the command has no terminal
   */
  public void resize(TerminalSize size) {
    if (!resizable) {
      throw new IllegalStateException("the command has no terminal to resize");
    }
    operation.resize(size);
  }

  /**
   * Lets the command go on when this is closed, as one that was started with {@link
   * dev.hutch.agent.protocol.ExecOptions#keep}. What it writes from now on is kept. This remains
   * its client until it is closed. Blocks until the agent has answered.
   *
   * @return its id; empty where it has ended first
   * @throws AgentException if the agent keeps {@value dev.hutch.agent.protocol.Protocol#MAX_KEPT}
   *     running commands already, after which all is as it was, and this may be tried again; if it
   *     does not answer in time; or if interrupted, after which the command may be kept
   * @throws AgentGoneException if the box is gone
   */
  public OptionalInt keep() {
    OptionalInt known = keptId();
    return known.isPresent() ? known : operation.keep(patience);
  }

  /** The id of the command if it is known to be kept, else empty. */
  public OptionalInt keptId() {
    return opened.keptId() == 0 ? operation.keptId() : OptionalInt.of(opened.keptId());
  }

  /**
   * Completes when the command has ended and all its output has been received here (not: read).
   * Completes exceptionally with an {@link AgentException} or {@link
   * dev.hutch.agent.protocol.ProtocolException}.
   */
  public CompletableFuture<Exit> onExit() {
    return operation.onExit().copy();
  }

  /**
   * Bounds how long a single read of standard output and a single write to standard input waits for
   * the guest: then it fails with a {@link StalledException}. Standard error, on which nothing need
   * ever come, has no such bound.
   *
   * @param atMost 292 years at most, which is without a bound
   */
  public void limitStalls(Duration atMost) {
    long nanos = TimeUnit.NANOSECONDS.convert(atMost);
    operation.stdout().limitStalls(nanos);
    operation.input().limitStalls(nanos);
  }

  /**
   * How many bytes the command has taken of its standard input so far, with those of the frames
   * around them: it grows as long as the guest goes on taking what was written.
   */
  public long inputTaken() {
    return operation.input().taken();
  }

  /**
   * Lets the command's end come without anybody who reads: of each output, what is unread then and
   * more than {@value dev.hutch.agent.protocol.Protocol#WINDOW} bytes is discarded from now on.
   */
  public void letGoOfOutput() {
    operation.stdout().letGo();
    operation.stderr().letGo();
  }

  /**
   * How the command has ended; empty while it runs, to be asked as often as one likes.
   *
   * @throws AgentException as {@link #awaitExit()}
   * @throws dev.hutch.agent.protocol.ProtocolException as {@link #awaitExit()}
   */
  public Optional<Exit> exit() {
    return operation.exitNow();
  }

  /** Whether the command, or this connection to it, is over. */
  public boolean isOver() {
    return operation.onExit().isDone();
  }

  /**
   * Waits for the command's end. It does not come before its output was received here: read both
   * streams at the same time, or close them.
   *
   * @throws InterruptedException if interrupted; the command goes on
   * @throws AgentGoneException if the box is gone
   * @throws OperationFailedException if the agent gave the command up
   * @throws dev.hutch.agent.protocol.ProtocolException if the guest broke the protocol
   */
  public Exit awaitExit() throws InterruptedException {
    return operation.awaitExit();
  }

  /**
   * As {@link #awaitExit()}, for a bounded time.
   *
   * @return empty when the time was over first
   */
  public Optional<Exit> awaitExit(Duration time) throws InterruptedException {
    return operation.awaitExit(time);
  }

  /**
   * Ends the connection. A command that still runs is killed, with its process group and session;
   * one on a terminal is hung up (SIGHUP) and killed if it still runs 2 s later; one that is kept
   * goes on. Every waiting call fails. Idempotent.
   */
  @Override
  public void close() {
    operation.close();
  }
}
