package dev.hutch.jailer.supervisor;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.bwrap.Bubblewrap;
import dev.hutch.jailer.bwrap.JailCommand;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.process.ProcessTable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts jailed shims and reaps them. One per runtime; safe for use by any number of threads.
 *
 * <p>It has one thread of its own, begun with the first shim, from which all shims are started. A
 * shim that is to die with its parent dies when this process or that thread ends, so that thread
 * goes on until the last shim is gone, also after {@link #close()}.
 */
public final class Supervisor implements AutoCloseable {
  private static final int CONTROL = 0;
  private static final int OUT = 1;
  private static final int ERROR = 2;
  private static final int INFO = 3;

  private final ProcessTable table;
  private final ChildWatch watch = new ChildWatch();
  private final Set<ShimProcess> shims = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A supervisor without children. It has no thread and no descriptor before its first one. */
  public Supervisor() {
    this(ProcessTable.HOST);
  }

  Supervisor(ProcessTable table) {
    this.table = table;
  }

  /**
   * Starts the jail's program with descriptor 0 the control socket, 1 and 2 the log, no others.
   * Returns when bubblewrap runs; whether the jail comes up and the program can be executed shows
   * by its first message, or by {@link ShimProcess#onExit()}.
   *
   * @param bubblewrap what jails it
   * @param spec the jail
   * @return the caller's to close
   * @throws JailerException if bubblewrap cannot be executed; nothing is left behind
   * @throws IllegalStateException if the supervisor is closed
   */
  public ShimProcess start(Bubblewrap bubblewrap, JailSpec spec) {
    ShimLog log = ShimLog.create();
    // O_RDWR, so that the writer is a reader too: with this process gone SIGPIPE would end the
    // outer bubblewrap at
    // a moment when its child waits for it, and go on waiting for ever
    try (Fd logWriter = log.writer();
        SocketPair control = SocketPair.seqpacket();
        Pipe info = Pipe.create();
        Fd infoWriter = Fd.open(info.writer().procPath(), OpenFlags.O_RDWR, 0)) {
      Spawn spawn =
          Spawn.of(bubblewrap.program())
              .args(JailCommand.arguments(bubblewrap, spec, INFO))
              .dup2(control.right(), CONTROL)
              .dup2(logWriter, OUT)
              .dup2(logWriter, ERROR)
              .dup2(infoWriter, INFO)
              .resetSignals()
              // a terminal's Ctrl-C is for whoever started the box, who may let it live
              .newSession();
      ChildWatch.Started started = watch.start(spawn);
      JailTree tree =
          new JailTree(
              spec.box(), started.pid(), started.pidFd(), Fd.adopt(info.reader().release()), table);
      ShimProcess shim =
          new ShimProcess(
              spec,
              table,
              // the shim may end before what it started: without bubblewrap nobody would see that
              // through
              started.exit().whenComplete((status, failure) -> tree.kill()),
              tree,
              new ControlSocket(Fd.adopt(control.left().release())),
              log);
      shims.removeIf(known -> known.onExit().isDone());
      shims.add(shim);
      if (closed && shim.diesWithParent()) {
        shim.kill(); // close() may have looked before this one was there to see
      }
      return shim;
    } catch (RuntimeException e) {
      log.close();
      throw e instanceof PosixException
          ? new JailerException("cannot start " + bubblewrap.program() + ": " + e.getMessage(), e)
          : e;
    }
  }

  /**
   * Tells when a process has ended, which need not be a child of this process.
   *
   * @param process taken over
   * @return completes on a virtual thread, is cancelled once this supervisor is closed and its last
   *     shim gone. Cancelling it ends the watch
   */
  public CompletableFuture<Void> watch(PidFd process) {
    return watch.watch(process);
  }

  /**
   * Waits until every child that was started for this box has ended and been reaped.
   *
   * @return false if the time was over first
   */
  public boolean awaitReaped(BoxId box, Deadline deadline) {
    List<ShimProcess> own = shims.stream().filter(shim -> shim.box().equals(box)).toList();
    return own.stream().allMatch(shim -> shim.awaitExit(deadline.left()));
  }

  /**
   * Kills every shim that was to die with its parent, and lets the thread end when the last shim
   * has ended.
   */
  @Override
  public void close() {
    closed = true;
    shims.stream().filter(ShimProcess::diesWithParent).forEach(ShimProcess::kill);
    watch.close();
  }
}
