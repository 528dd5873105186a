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
import org.jspecify.annotations.Nullable;

/**
 * The one platform thread that starts a supervisor's children, waits for them and reaps them. It
 * begins with the first of them.
 *
 * <p>It must be one long-lived thread: the parent-death signal, by which attached boxes end with
 * their owner, follows the <em>thread</em> that forked, so a child of a caller's thread would die
 * with that thread. And it only ever waits for its own children, each by its own pidfd: the exit
 * codes of the application's {@link Process} objects are not touched.
 *
 * <p>It also tells of the end of processes that are not its children; these do not keep it alive.
 */
final class ChildWatch {
  private record Watched(Child child, CompletableFuture<ExitStatus> exit) {}

  private record Foreign(PidFd process, CompletableFuture<Void> end) {}

  /**
   * Of a child that has ended, but that other code of this process has waited for (a library with a
   * {@code waitpid(-1)}): this thread must go on, or every other shim dies with it.
   */
  private static final ExitStatus TAKEN = new ExitStatus(ExitStatus.Kind.EXITED, 255);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<Watched> children = new ArrayList<>();
  private final List<Foreign> foreigners = new ArrayList<>();
  private @Nullable EventFd wake; // null until the thread begins
  private boolean closing;
  private boolean ended;

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

  /**
   * Tells when a process has ended that need not be a child.
   *
   * @param process taken over
   * @return completes on a virtual thread; is cancelled if the thread ends before. Cancelling it
   *     ends the watch
   */
  @SuppressWarnings("FutureReturnValueIgnored") // nothing follows the end of the watch
  CompletableFuture<Void> watch(PidFd process) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Foreign foreign = new Foreign(process, end);
    if (!submit(() -> foreigners.add(foreign))) {
      process.close();
      end.cancel(false);
      return end;
    }
    end.whenComplete((none, failure) -> submit(() -> forget(foreign)));
    return end;
  }

  private void forget(Foreign foreign) {
    if (foreigners.remove(foreign)) {
      foreign.process().close();
    }
  }

  /** Lets the thread end as soon as the last child has. */
  void close() {
    synchronized (tasks) {
      if (wake == null) {
        ended = true;
      } else {
        submit(() -> closing = true);
      }
    }
  }

  /**
   * The lock is against the thread ending between the look at {@link #ended} and the task's place
   * in the queue.
   */
  private boolean submit(Runnable task) {
    synchronized (tasks) {
      if (ended) {
        return false;
      }
      EventFd running = wake;
      if (running == null) {
        running = begin();
        wake = running;
      }
      tasks.add(task);
      running.signal();
      return true;
    }
  }

  /** Leaves nothing where there is no descriptor or no thread to be had. */
  private EventFd begin() {
    EventFd begun = EventFd.create();
    boolean started = false;
    try {
      Thread.ofPlatform().name("hutch-supervisor").daemon().start(() -> loop(begun));
      started = true;
      return begun;
    } finally {
      if (!started) {
        begun.close();
      }
    }
  }

  private void loop(EventFd waked) {
    Poll poll = new Poll();
    do {
      poll.clear();
      poll.add(waked.fd(), Poll.IN);
      for (Watched watched : children) {
        poll.add(watched.child().pidFd().fd(), Poll.IN);
      }
      for (Foreign foreign : foreigners) {
        poll.add(foreign.process().fd(), Poll.IN);
      }
      poll.poll(-1);
      tell(poll, 1 + children.size());
      reap(poll);
      waked.drain();
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    } while (!mayEnd(waked));
    for (Foreign foreign : List.copyOf(foreigners)) {
      forget(foreign);
      Thread.startVirtualThread(() -> foreign.end().cancel(false));
    }
  }

  // both from the end, so that an index still names the entry it was polled with

  private void tell(Poll poll, int first) {
    for (int i = foreigners.size() - 1; i >= 0; i--) {
      if (poll.revents(first + i) != 0) {
        Foreign foreign = foreigners.get(i);
        forget(foreign);
        Thread.startVirtualThread(() -> foreign.end().complete(null));
      }
    }
  }

  private void reap(Poll poll) {
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

  private boolean mayEnd(EventFd waked) {
    synchronized (tasks) {
      ended = closing && children.isEmpty() && tasks.isEmpty();
      if (ended) {
        waked.close();
      }
      return ended;
    }
  }
}
