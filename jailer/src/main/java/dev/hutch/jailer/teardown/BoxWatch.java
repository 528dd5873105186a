package dev.hutch.jailer.teardown;

import dev.hutch.bindings.posix.PidFd;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.supervisor.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells when a box has ended that another process may have started: the kernel wakes it, through a
 * pidfd of each of the box's processes.
 *
 * <p>That no process is left says nothing about locks, groups and files: see {@link Teardown}.
 */
public final class BoxWatch {
  private final Supervisor supervisor;
  private final TreeSearch search = new TreeSearch();

  /**
   * A watch for boxes of this host.
   *
   * @param supervisor whose thread waits
   */
  public BoxWatch(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  /**
   * Waits until no process of the box is left, which may be so at once. An interrupt ends the wait
   * and is kept; a virtual thread gives its carrier free.
   *
   * @return false if the time was over first, or the thread was interrupted
   */
  public boolean awaitEnd(BoxId box, BoxFiles files, Deadline deadline) {
    CompletableFuture<Void> end = onEnd(box, files);
    try {
      end.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new JailerException("cannot wait for the end of box " + box, e);
    } finally {
      end.cancel(false);
    }
  }

  /**
   * Completes, on a virtual thread, when no process of the box is left; at once if there is none.
   * Cancelling it ends the watch. It is cancelled when the supervisor is closed and its last shim
   * gone.
   */
  public CompletableFuture<Void> onEnd(BoxId box, BoxFiles files) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    watch(box, files, end);
    return end;
  }

  /** Once all that were there have ended, it looks again: one of them may have started another. */
  @SuppressWarnings("FutureReturnValueIgnored") // what follows ends in the one that is returned
  private void watch(BoxId box, BoxFiles files, CompletableFuture<Void> end) {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    try {
      for (int pid : search.candidates(box, files)) {
        PidFd.open(pid)
            .ifPresent(
                process -> {
                  if (search.isOf(pid, box, files)) {
                    ends.add(supervisor.watch(process));
                  } else {
                    process.close();
                  }
                });
      }
    } catch (RuntimeException e) {
      ends.forEach(one -> one.cancel(false));
      throw e;
    }
    if (ends.isEmpty()) {
      end.complete(null);
      return;
    }
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .whenComplete((none, failure) -> again(box, files, end, failure == null));
    end.whenComplete((none, failure) -> ends.forEach(one -> one.cancel(false)));
  }

  private void again(BoxId box, BoxFiles files, CompletableFuture<Void> end, boolean ended) {
    if (!ended) {
      end.cancel(false);
      return;
    }
    try {
      watch(box, files, end);
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }
}
