package dev.hutch;

import dev.hutch.agent.client.AgentClient;
import dev.hutch.agent.client.AgentException;
import dev.hutch.agent.client.AgentGoneException;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.launch.LiveBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One running sandbox. Safe for use by many threads, virtual ones included.
 *
 * <p>A box belongs to the process that started it and ends with it, however that ends. Closing it
 * kills it, proves that nothing of it is left, and deletes its files.
 */
public final class Box implements AutoCloseable {
  /** How long the agent may take to begin an operation. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final Duration MAX_GRACE = Duration.ofMinutes(10);

  private final LiveBox live;
  private final AgentClient agent;

  Box(LiveBox live) {
    this.live = live;
    this.agent = AgentClient.at(live.agentSocket(), PATIENCE);
  }

  /** Its id: 20 characters nobody can guess. */
  public String id() {
    return live.id();
  }

  /** Where the time of its start went. */
  public StartTimeline timeline() {
    return live.timeline();
  }

  /** Its name, empty if it has none. */
  public String name() {
    return info().name();
  }

  /** What it is doing now. */
  public BoxState state() {
    return info().state();
  }

  /**
   * All there is to know of it now.
   *
   * @throws NoSuchBoxException if it has been removed
   */
  public BoxInfo info() {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts it again, with its disk as it was left. Detached or not as its specification says; if
   * not, it now belongs to this process.
   *
   * @throws BoxRunningException if it runs, or is being started by anybody
   * @throws BoxStartException if it does not come up; its record then says why
   */
  public void start() {
    throw new UnsupportedOperationException();
  }

  /** Stops it with the default grace, and starts it again. */
  public void restart() {
    throw new UnsupportedOperationException();
  }

  /** Stops it, see {@link #stop(Duration)}, and starts it again, see {@link #start()}. */
  public void restart(Duration grace) {
    throw new UnsupportedOperationException();
  }

  /** Kills its VM without asking, and returns when nothing runs any more. Its files stay. */
  public void kill() {
    throw new UnsupportedOperationException();
  }

  /** As {@link #remove(boolean)} without force. */
  public void remove() {
    remove(false);
  }

  /**
   * Deletes its files.
   *
   * @param force kill it first if it runs, whatever state its files are in
   * @throws BoxRunningException if it runs and force was not asked for
   * @throws NoSuchBoxException if it is gone already
   * @throws HutchException if it cannot be proven that nothing of it runs; nothing was deleted then
   */
  public void remove(boolean force) {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives it another name; it may run.
   *
   * @param name as in {@link BoxSpec#name(String)}; empty for none
   * @throws NameInUseException if another box has that name
   */
  public void rename(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits until nothing of it runs, whoever started it; at once if nothing does.
   *
   * @return false if the time was over first
   */
  public boolean awaitEnd(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  /** Completes with its state and evidence when nothing of it runs any more. */
  public CompletableFuture<BoxInfo> onExit() {
    throw new UnsupportedOperationException();
  }

  /** Whether its VM runs. */
  public boolean isAlive() {
    return live.isAlive();
  }

  /**
   * Runs a command to its end and keeps its output, 16 MiB of each stream.
   *
   * @param arguments the program and its arguments; no shell is involved
   * @throws CommandNotStartedException if the command could not be started
   * @throws BoxGoneException if the box ended first
   */
  public ExecResult run(String... arguments) {
    return run(Command.of(arguments));
  }

  /**
   * Runs a command to its end and keeps its output, as the command says. An interrupt kills the
   * command.
   *
   * @throws CommandNotStartedException if the command could not be started
   * @throws BoxGoneException if the box ended first
   * @throws HutchException also if the thread is interrupted
   */
  public ExecResult run(Command command) {
    try (BoxProcess process = start(command, command.stdin().size() > 0)) {
      return new BufferedRun(command, process).run();
    }
  }

  /**
   * Starts a command and returns as soon as its program runs in the guest. Of the command's
   * settings stdin, timeout and output limit do not apply: the caller has the streams.
   *
   * @return the caller's to close, which kills it
   * @throws CommandNotStartedException if the command could not be started
   * @throws BoxGoneException if the box is gone
   */
  public BoxProcess exec(Command command) {
    return start(command, true);
  }

  /**
   * Ends the VM in order, with a grace of 10 s; see {@link #stop(Duration)}.
   *
   * @throws HutchException if it cannot be proven that nothing is left running
   */
  public void stop() {
    stop(DEFAULT_GRACE);
  }

  /**
   * Ends the VM in order: SIGTERM to all its processes, after the grace SIGKILL, file systems
   * unmounted. Then whatever is left of it on the host is killed. Returns when it is proven that
   * nothing runs any more; the box's files stay until {@link #close()}. Does nothing to a box that
   * has ended.
   *
   * @param grace 0 to 10 minutes
   * @throws InvalidSpecException if the grace is out of its range
   * @throws HutchException if it cannot be proven that nothing is left running
   */
  public void stop(Duration grace) {
    if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
      throw new InvalidSpecException(
          "the grace is " + grace + ", but must be " + Duration.ZERO + " to " + MAX_GRACE);
    }
    if (isAlive()) {
      try {
        agent.shutdown(grace);
        OffCarrier.run(() -> live.awaitEnd(PATIENCE));
      } catch (AgentGoneException e) {
        // It ended by itself meanwhile, or its agent did: what is left is killed below.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (AgentException | ProtocolException e) {
        // An agent that does not do as it is asked: killed below.
      }
    }
    OffCarrier.run(live::kill);
  }

  /**
   * Kills the VM, proves that nothing of it is left, and deletes the box's files. Idempotent.
   *
   * @throws HutchException if that cannot be proven in time; the files are then kept
   */
  @Override
  public void close() {
    OffCarrier.run(live::close);
  }

  @Override
  public String toString() {
    return "box " + id();
  }

  private BoxProcess start(Command command, boolean stdin) {
    List<String> environment = new ArrayList<>();
    command.environment().forEach((name, value) -> environment.add(name + '=' + value));
    if (!command.environment().containsKey("HOME")) {
      environment.add("HOME=/root");
    }
    try {
      ExecRequest request =
          new ExecRequest(command.arguments(), environment, command.workdir(), 0, 0, stdin, false);
      return new BoxProcess(agent.exec(request));
    } catch (IllegalArgumentException e) {
      throw new InvalidSpecException("the command cannot be sent: " + e.getMessage(), e);
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }
}
