package dev.hutch.agent.client;

import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Kept;
import dev.hutch.agent.protocol.Opened;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.agent.protocol.TerminalSize;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One operation's connection and what is known of the operation: streams, beginning, end. */
final class OperationChannel implements Connection.Handler, AutoCloseable {
  private final Connection connection;
  private final CommandInput input;
  private final CommandOutput stdout;
  private final CommandOutput stderr;
  private final Keeping keeping;
  private final CompletableFuture<Opened> opened = new CompletableFuture<>();
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private volatile boolean closedHere;

  OperationChannel(String name, SocketChannel socket, boolean withInput) {
    connection = new Connection(name, socket, this);
    input = new CommandInput(connection, withInput);
    stdout = new CommandOutput(connection, Protocol.STDOUT);
    stderr = new CommandOutput(connection, Protocol.STDERR);
    keeping = new Keeping(connection);
  }

  void open(byte[] request) {
    connection.begin(Frames.frame(FrameType.OPEN, Protocol.CLIENT_CHANNEL, 0, request));
  }

  CommandInput input() {
    return input;
  }

  CommandOutput stdout() {
    return stdout;
  }

  CommandOutput stderr() {
    return stderr;
  }

  CompletableFuture<Exit> onExit() {
    return exit;
  }

  void signal(int number) {
    if (!exit.isDone()) {
      connection.send(Frames.signal(Protocol.CLIENT_CHANNEL, number));
    }
  }

  void resize(TerminalSize size) {
    if (!exit.isDone()) {
      connection.send(Frames.resize(Protocol.CLIENT_CHANNEL, size));
    }
  }

  /** What the agent said when the command was kept. */
  OptionalInt keptId() {
    return keeping.id();
  }

  OptionalInt keep(Duration patience) {
    try {
      return keeping.ask().get(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AgentException("the agent did not keep the command within " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentException("interrupted while the agent was asked to keep the command", e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /** Closes itself where the operation did not begin. */
  Opened awaitOpened(Duration patience) {
    try {
      return opened.get(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      close();
      throw new AgentTimeoutException("the agent did not begin the operation within " + patience);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new AgentException("interrupted while the agent began the operation", e);
    } catch (ExecutionException e) {
      close();
      throw unwrapped(e);
    }
  }

  Optional<Exit> exitNow() {
    return switch (exit.state()) {
      case RUNNING -> Optional.empty();
      case SUCCESS -> Optional.of(exit.resultNow());
      default -> throw unwrapped(new ExecutionException(exit.exceptionNow()));
    };
  }

  Exit awaitExit() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  Optional<Exit> awaitExit(Duration time) throws InterruptedException {
    try {
      // convert, not toNanos: that one throws beyond 292 years, a way to say "no limit"
      return Optional.of(exit.get(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  @Override
  public void close() {
    closedHere = true;
    connection.close();
  }

  @Override
  public boolean frame(FrameAssembler frame) {
    byte[] bytes = frame.buffer();
    int at = frame.payloadOffset();
    int length = frame.payloadLength();
    if (!opened.isDone() && frame.type() != FrameType.OPENED && frame.type() != FrameType.FAILED) {
      throw new ProtocolException("type " + frame.type() + " before OPENED");
    }
    switch (frame.type()) {
      case FrameType.OPENED -> opened(Opened.decode(bytes, at, length));
      case FrameType.DATA -> output(frame.stream()).receive(bytes, at, length);
      case FrameType.END -> end(frame.stream());
      case FrameType.CREDIT -> input.give(Frames.creditBytes(bytes, at));
      case FrameType.KEPT -> keeping.told(Kept.decode(bytes, at, length));
      case FrameType.EXIT -> exited(Exit.decode(bytes, at, length));
      case FrameType.FAILED -> fail(new OperationFailedException(Failed.decode(bytes, at, length)));
      default -> throw new ProtocolException("type " + frame.type() + " to a client");
    }
    return !exit.isDone();
  }

  @Override
  public void ended(@Nullable Exception cause) {
    if (exit.isDone()) {
      return; // by its final frame: all who wait know
    }
    if (cause instanceof ProtocolException) {
      fail(cause);
    } else if (closedHere) {
      fail(new AgentException("closed by this side"));
    } else if (cause instanceof AgentException) {
      fail(cause);
    } else if (cause != null) {
      fail(new AgentGoneException("the connection to the box's agent broke", cause));
    } else {
      fail(new AgentGoneException("the box's agent is gone"));
    }
  }

  private void opened(Opened value) {
    if (!opened.complete(value)) {
      throw new ProtocolException("OPENED twice");
    }
  }

  private void exited(Exit value) {
    input.readerIsGone();
    stdout.over();
    stderr.over();
    exit.complete(value);
    keeping.ended();
  }

  private CommandOutput output(int stream) {
    return stream == Protocol.STDOUT ? stdout : stderr;
  }

  private void end(int stream) {
    if (stream == Protocol.STDIN) {
      input.readerIsGone();
    } else {
      output(stream).end();
    }
  }

  /** The first reason counts for those who wait; after EXIT none does, except for late writers. */
  private void fail(Exception cause) {
    opened.completeExceptionally(cause);
    exit.completeExceptionally(cause);
    keeping.fail(cause);
    stdout.fail(cause);
    stderr.fail(cause);
    input.fail(cause);
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    // New ones, so that the stack trace shows who waited.
    if (e.getCause() instanceof OperationFailedException failed) {
      return new OperationFailedException(failed.failed());
    }
    String message = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
    if (e.getCause() instanceof AgentGoneException gone) {
      return new AgentGoneException(message, gone);
    }
    return e.getCause() instanceof ProtocolException
        ? new ProtocolException(message)
        : new AgentException(message, e);
  }
}
