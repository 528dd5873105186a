package dev.hutch.jailer.supervisor;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The two processes by which a jail is held: the outer bubblewrap, our child, and the first process
 * of its pid namespace, bubblewrap's.
 */
final class JailTree implements AutoCloseable {
  /** Bubblewrap tells within milliseconds of its start, or its end shows as the end of file. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private final int outerPid;
  private final PidFd outer;
  private final Fd info;
  private final BoxId box;
  private final BoxProcesses processes;
  private OptionalInt firstPid = OptionalInt.empty();
  private @Nullable PidFd first;
  private boolean closed;

  JailTree(BoxId box, int outerPid, PidFd outer, Fd info, ProcessTable table) {
    this.outerPid = outerPid;
    this.outer = outer;
    this.info = info;
    this.box = box;
    this.processes = new BoxProcesses(table);
  }

  int outerPid() {
    return outerPid;
  }

  synchronized OptionalInt firstPid(Deadline deadline) {
    if (firstPid.isEmpty() && info.isOpen()) {
      OptionalInt told = JailInfo.firstPid(info, deadline);
      if (told.isPresent() || !deadline.hasPassed()) {
        info.close();
      }
      if (told.isPresent()) {
        hold(told.getAsInt());
      }
    }
    return firstPid;
  }

  synchronized void kill() {
    if (closed) {
      return;
    }
    // killed before it has let its child go on, the outer one would leave it waiting for ever
    firstPid(Deadline.in(SOON));
    if (first != null) {
      first.signal(Signal.SIGKILL);
    }
    outer.signal(Signal.SIGKILL);
  }

  /** Opened first, then verified: a process that got its pid meanwhile does not name the box. */
  private void hold(int pid) {
    PidFd opened = PidFd.open(pid).orElse(null);
    if (opened == null) {
      return;
    }
    if (!processes.belongs(pid, box)) {
      opened.close();
      return;
    }
    first = opened;
    firstPid = OptionalInt.of(pid);
  }

  @Override
  public synchronized void close() {
    closed = true;
    info.close();
    outer.close();
    if (first != null) {
      first.close();
    }
  }
}
