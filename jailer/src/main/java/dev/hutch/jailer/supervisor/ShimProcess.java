package dev.hutch.jailer.supervisor;

import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.bindings.posix.Received;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.identity.ShimIdentity;
import dev.hutch.jailer.process.ProcessTable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One jailed shim: the outer bubblewrap is our child, in its pid namespace run bubblewrap's reaper
 * and the shim.
 *
 * <p>Closing it gives back this process's descriptors and, if the shim was to die with its parent,
 * kills it. It is no proof that nothing is left: that is what {@link
 * dev.hutch.jailer.teardown.Teardown} gives.
 */
public final class ShimProcess implements AutoCloseable {
  private static final int TAIL = 2000;
  private static final Duration REAP = Duration.ofSeconds(1);

  private final JailSpec spec;
  private final ProcessTable table;
  private final CompletableFuture<ExitStatus> exit;
  private final JailTree tree;
  private final ControlSocket control;
  private final ShimLog log;

  ShimProcess(
      JailSpec spec,
      ProcessTable table,
      CompletableFuture<ExitStatus> exit,
      JailTree tree,
      ControlSocket control,
      ShimLog log) {
    this.spec = spec;
    this.table = table;
    this.exit = exit;
    this.tree = tree;
    this.control = control;
    this.log = log;
  }

  /** The box whose id the shim's argv names. */
  public BoxId box() {
    return spec.box();
  }

  /** Whether the kernel kills the shim when this process ends. */
  public boolean diesWithParent() {
    return spec.diesWithParent();
  }

  /** The outer bubblewrap's pid: our child, the root of the tree. */
  public int outerPid() {
    return tree.outerPid();
  }

  /**
   * The host pid of the first process of the jail's pid namespace; the kernel kills all of the
   * namespace when it ends. Blocks for the few milliseconds until bubblewrap has made it.
   *
   * @return empty if bubblewrap ended before, or the time was over
   */
  public OptionalInt firstPid(Deadline deadline) {
    return tree.firstPid(deadline);
  }

  /**
   * The shim's host identity, to be written to the pid file. Ask when the shim has sent its first
   * message: before, it may not run yet.
   *
   * @return empty if no process of the jail is the shim (any more)
   */
  public Optional<ShimIdentity> identity(Deadline deadline) {
    OptionalInt first = firstPid(deadline);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Optional<Integer> pid =
        spec.reaper()
            ? table.children(first.getAsInt()).stream().filter(this::isTheProgram).findFirst()
            : Optional.of(first.getAsInt());
    return pid.flatMap(found -> ShimIdentity.of(table, found, box()));
  }

  /**
   * Moves the whole tree into the box's group.
   *
   * <p>To be called twice: at once after the start, while there is little to move (the kernel takes
   * one to three milliseconds for each process moved, which then pass while the program starts),
   * and again after the first message, before the config is sent, which makes sure that nothing the
   * box needs is ever outside and costs next to nothing if nothing is.
   *
   * @throws JailerException if a process cannot be moved
   */
  public void placeIn(BoxCgroup group) {
    group.placeTree(table, outerPid());
  }

  /** The socket to the shim. */
  public ControlSocket control() {
    return control;
  }

  /**
   * Waits for the shim's next message.
   *
   * @param what what is waited for, for the message of a failure
   * @return the caller's to close, never the end of file
   * @throws ShimExitException if the shim ended instead
   * @throws JailerException if the time was over; the shim goes on
   */
  public Received await(String what, Deadline deadline) {
    Received received =
        control
            .receive(deadline.left())
            .orElseThrow(
                () ->
                    new JailerException(
                        "the shim of box "
                            + box()
                            + " did not send "
                            + what
                            + " in time; it wrote: "
                            + logTail()));
    if (received.isEndOfFile()) {
      throw ended("before it sent " + what);
    }
    return received;
  }

  /**
   * The failure that says how the shim ended, with the end of its log. Waits up to a second until
   * it is reaped.
   */
  public ShimExitException ended(String when) {
    String how =
        awaitExit(REAP)
            ? exit.join().kind() + " " + exit.join().value()
            : "its control socket is closed, but bubblewrap still runs";
    return new ShimExitException(box(), when, how, logTail());
  }

  /** The end of what bubblewrap and the shim wrote to stdout and stderr. */
  public String logTail() {
    return log.tail(TAIL);
  }

  /**
   * How the outer bubblewrap ended: the shim's exit code, or 128 and the signal that ended it.
   * Completes when it has been reaped, on a virtual thread.
   */
  public CompletableFuture<ExitStatus> onExit() {
    return exit.copy();
  }

  /**
   * Waits until the outer bubblewrap has ended and been reaped; returns false if the time was over
   * first.
   */
  public boolean awaitExit(Duration timeout) {
    try {
      exit.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new JailerException("the watch of the shim of box " + box() + " failed", e);
    }
  }

  /**
   * Sends SIGKILL to the namespace's first process and to the outer bubblewrap. Returns before they
   * have ended.
   */
  public void kill() {
    tree.kill();
  }

  /**
   * Closes the control socket, the log and all else; kills the shim if it was to die with its
   * parent.
   */
  @Override
  public void close() {
    if (diesWithParent()) {
      kill();
    }
    control.close();
    tree.close();
    log.close();
  }

  /**
   * In the reaper's children, bubblewrap's own fork before it becomes the program has the same argv
   * as bubblewrap.
   */
  private boolean isTheProgram(int pid) {
    return table.arguments(pid).stream().findFirst().equals(spec.command().stream().findFirst());
  }
}
