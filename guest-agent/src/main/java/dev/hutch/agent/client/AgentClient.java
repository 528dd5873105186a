package dev.hutch.agent.client;

import dev.hutch.agent.protocol.AttachRequest;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.GuestProcess;
import dev.hutch.agent.protocol.GuestStats;
import dev.hutch.agent.protocol.KeptCommand;
import dev.hutch.agent.protocol.Operation;
import dev.hutch.agent.protocol.ShutdownRequest;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The way to the agent of one box. Holds nothing open by itself: each call makes its own
 * connection. Safe for use by many threads.
 */
public final class AgentClient {
  private static final int MAX_PROCESSES_BYTES = 16 << 20;

  private final Path socket;
  private final Duration patience;

  private AgentClient(Path socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
  }

  /**
   * A client for a box.
   *
   * @param socket the box's {@code agent.sock}
   * @param patience how long the agent may take to begin an operation (not: to end it)
   */
  public static AgentClient at(Path socket, Duration patience) {
    return new AgentClient(
        Objects.requireNonNull(socket, "socket"), Objects.requireNonNull(patience, "patience"));
  }

  /**
   * Runs a command; returns when its program has been started in the guest.
   *
   * @return the command, to be closed by the caller
   * @throws OperationFailedException if the program, directory or user is not there, or the agent
   *     refuses
   * @throws AgentGoneException if the box is gone
   * @throws AgentTimeoutException if the agent does not begin it in time
   * @throws dev.hutch.agent.protocol.ProtocolException if the guest breaks the protocol
   * @throws AgentException also if interrupted; the command is then killed
   */
  public AgentExec exec(ExecRequest request) {
    return AgentExec.start(AgentSocket.connect(socket), request, patience);
  }

  /**
   * Becomes a client of a kept command: one that was started with {@link
   * dev.hutch.agent.protocol.ExecOptions#keep}. Closing the result leaves the command alone.
   *
   * @return the command, its streams beginning with what is kept of them
   * @throws OperationFailedException with errno ESRCH if no command is kept under the id
   * @throws AgentException otherwise as {@link #exec}
   */
  public AgentExec attach(AttachRequest request) {
    return AgentExec.attach(AgentSocket.connect(socket), request, patience);
  }

  /**
   * The commands that the agent keeps, those that have ended included.
   *
   * @throws AgentException as {@link #exec}
   */
  public List<KeptCommand> commands() {
    return KeptCommand.decodeAll(ask("agent commands", Operation.encode(Operation.COMMANDS)));
  }

  /**
   * Forgets a kept command that has ended, with its output and exit.
   *
   * @return false where it still runs, which this does not change
   * @throws OperationFailedException with errno ESRCH if no command is kept under the id
   * @throws AgentException otherwise as {@link #exec}
   */
  public boolean forget(int keptId) {
    try (AgentExec kept = attach(AttachRequest.forgetting(keptId))) {
      return kept.awaitExit(patience)
              .orElseThrow(() -> new AgentTimeoutException("no answer within " + patience))
              .kind()
          != Exit.RUNNING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentException("interrupted while the agent forgot a command", e);
    }
  }

  /**
   * Connects to a TCP port of the guest's loopback, 127.0.0.1 or else ::1. The box needs no network
   * device.
   *
   * @param port 1 to 65,535
   * @return the connection, to be closed by the caller
   * @throws IllegalArgumentException if the port is out of range
   * @throws OperationFailedException if it cannot be made; {@link
   *     OperationFailedException#isConnectionRefused} where no server listens
   * @throws AgentException otherwise as {@link #exec}
   */
  public AgentConnection connect(int port) {
    return AgentConnection.connect(AgentSocket.connect(socket), port, patience);
  }

  /**
   * What the guest uses now.
   *
   * @throws AgentException as {@link #exec}
   */
  public GuestStats stats() {
    return GuestStats.decode(ask("agent stats", Operation.encode(Operation.STATS)));
  }

  /**
   * What runs in the guest, without its kernel's threads and the agent.
   *
   * @return the processes in the order of their ids
   * @throws AgentTimeoutException if the list is not there within the patience
   * @throws dev.hutch.agent.protocol.ProtocolException also if it is of more than 16 MiB
   * @throws AgentException as {@link #exec}
   */
  public List<GuestProcess> processes() {
    return processes(0, 0);
  }

  /** As seen by this user, who may not see all. */
  List<GuestProcess> processes(int user, int group) {
    Program program = new Program(GuestProcess.PROGRAM, MAX_PROCESSES_BYTES);
    return GuestProcess.decodeAll(
        program.output(AgentSocket.connect(socket), user, group, patience));
  }

  private byte[] ask(String name, byte[] request) {
    return Question.ask(AgentSocket.connect(socket), name, request, patience);
  }

  /**
   * Ends the box in order: SIGTERM to all processes, after the grace SIGKILL, sync, unmount,
   * reboot. Returns when the agent says so or its connection ends.
   *
   * @param grace between SIGTERM and SIGKILL, up to 10 minutes
   * @return whether the agent could unmount the box's disk; false where it said otherwise or
   *     nothing
   * @throws InterruptedException if interrupted; the shutdown goes on
   * @throws AgentTimeoutException if the agent is not done the patience after the grace
   * @throws AgentGoneException if the box is gone already
   * @throws OperationFailedException if the agent refuses, as when it is shutting down already
   */
  public boolean shutdown(Duration grace) throws InterruptedException {
    byte[] request = ShutdownRequest.encode(Math.toIntExact(grace.toMillis()));
    SocketChannel connected = AgentSocket.connect(socket);
    try (OperationChannel operation = new OperationChannel("agent shutdown", connected, false)) {
      operation.open(request);
      operation.awaitOpened(patience);
      return endedCleanly(operation, grace.plus(patience));
    }
  }

  private static boolean endedCleanly(OperationChannel shutdown, Duration atMost)
      throws InterruptedException {
    try {
      return shutdown
              .awaitExit(atMost)
              .orElseThrow(() -> new AgentTimeoutException("no shutdown within " + atMost))
              .value()
          == 0;
    } catch (AgentGoneException e) {
      return false;
    }
  }
}
