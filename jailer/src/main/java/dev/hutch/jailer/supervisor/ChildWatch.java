package dev.hutch.jailer.supervisor;

import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.EventFd;
import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.bindings.posix.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;

/**
 * The one platform thread that starts a supervisor's children, waits for them and reaps them.
 *
 * <p>It must be one long-lived thread: the parent-death signal, by which attached boxes end with
 * their owner, follows the <em>thread</em> that forked, so a child of a caller's thread would die
 * with that thread. And it only ever waits for its own children, each by its own pidfd: the exit
 * codes of the application's {@link Process} objects are not touched.
 */
final class ChildWatch {
  private record Watched(Child child, CompletableFuture<ExitStatus> exit) {}

  /**
   * Of a child that has ended, but that other code of this process has waited for (a library with a
   * {@code waitpid(-1)}): this thread must go on, or every other shim dies with it.
   */
  private static final ExitStatus TAKEN = new ExitStatus(ExitStatus.Kind.EXITED, 255);

  private final EventFd wake = EventFd.create();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<Watched> children = new ArrayList<>();
  private boolean closing;
  private boolean ended;

  private ChildWatch() {}

  static ChildWatch start() {
    ChildWatch watch = new ChildWatch();
    Thread.ofPlatform().name("hutch-supervisor").daemon().start(watch::loop);
    return watch;
  }

  /**
   * A child of the thread.
   *
   * @param pid its pid, which stays its own until {@code exit} completes
   * @param pidFd a pidfd of its own for the caller to close
   * @param exit completes when it has been reaped
   */
  record Started(int pid, PidFd pidFd, CompletableFuture<ExitStatus> exit) {}

  /** Starts a program from the thread and waits until it has been executed. */
  Started start(Spawn spawn) {
    FutureTask<Started> future = new FutureTask<>(() -> startHere(spawn));
    if (!submit(future)) {
      throw new IllegalStateException("the supervisor is closed");
    }
    return Outcome.of(future);
  }

  private Started startHere(Spawn spawn) {
    Child child = spawn.start();
    CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    children.add(new Watched(child, exit));
    try {
      return new Started(child.pid(), PidFd.adopt(child.pidFd().fd().dup()), exit);
    } catch (PosixException e) {
      child.pidFd().signal(Signal.SIGKILL);
      throw e;
    }
  }

  /** Lets the thread end as soon as the last child has. */
  void close() {
    submit(() -> closing = true);
  }

  /**
   * The lock is against the thread ending between the look at {@link #ended} and the task's place
   * in the queue.
   */
  private boolean submit(Runnable task) {
    synchronized (tasks) {
      if (!ended) {
        tasks.add(task);
        wake.signal();
      }
      return !ended;
    }
  }

  private void loop() {
    Poll poll = new Poll();
    do {
      poll.clear();
      poll.add(wake.fd(), Poll.IN);
      for (Watched watched : children) {
        poll.add(watched.child().pidFd().fd(), Poll.IN);
      }
      poll.poll(-1);
      reap(poll);
      wake.drain();
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    } while (!mayEnd());
  }

  private void reap(Poll poll) {
    // from the end, so that an index still names the entry it was polled with
    for (int i = children.size() - 1; i >= 0; i--) {
      if (poll.revents(i + 1) != 0) {
        Watched watched = children.get(i);
        Optional<ExitStatus> status = status(watched.child().pidFd());
        if (status.isPresent()) {
          children.remove(i);
          watched.child().close();
          // not here: what depends on the future may block
          Thread.startVirtualThread(() -> watched.exit().complete(status.get()));
        }
      }
    }
  }

  private static Optional<ExitStatus> status(PidFd child) {
    try {
      return child.tryWait();
    } catch (PosixException e) {
      if (e.errno() != Errno.ECHILD) {
        throw e;
      }
      return Optional.of(TAKEN);
    }
  }

  private boolean mayEnd() {
    synchronized (tasks) {
      ended = closing && children.isEmpty() && tasks.isEmpty();
      if (ended) {
        wake.close();
      }
      return ended;
    }
  }
}
