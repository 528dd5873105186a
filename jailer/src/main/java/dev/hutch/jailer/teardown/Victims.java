package dev.hutch.jailer.teardown;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.jailer.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Processes that end, each through a pidfd that was opened before it was verified to be meant. */
final class Victims implements AutoCloseable {
  private final List<PidFd> doomed = new ArrayList<>();

  /**
   * Kills the process if, with its pidfd open, it still is what was meant.
   *
   * @return whether it was, and was killed; one of another user is waited for, but not killed
   */
  boolean kill(int pid, BooleanSupplier stillMeant) {
    Optional<PidFd> opened = PidFd.open(pid);
    if (opened.isEmpty()) {
      return false;
    }
    PidFd process = opened.get();
    doomed.add(process);
    if (!stillMeant.getAsBoolean()) {
      doomed.removeLast().close();
      return false;
    }
    try {
      return process.signal(Signal.SIGKILL);
    } catch (PosixException e) {
      if (e.errno() != Errno.EPERM) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Adds the processes that, with their pidfds open, still are among those meant; something else
   * kills them.
   */
  void watch(Set<Integer> pids, Supplier<Set<Integer>> stillMeant) {
    Map<Integer, PidFd> opened = new HashMap<>();
    for (int pid : pids) {
      PidFd.open(pid).ifPresent(process -> opened.put(pid, process));
    }
    Set<Integer> meant = stillMeant.get();
    opened.forEach(
        (pid, process) -> {
          if (meant.contains(pid)) {
            doomed.add(process);
          } else {
            process.close();
          }
        });
  }

  /** Waits until all of them have ended. */
  void awaitEnd(Deadline deadline) {
    for (PidFd process : doomed) {
      process.awaitExit(deadline.left());
    }
  }

  @Override
  public void close() {
    doomed.forEach(PidFd::close);
  }
}
