package dev.hutch.launch;

import dev.hutch.bindings.posix.Received;
import dev.hutch.home.Ids;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.supervisor.ShimProcess;
import dev.hutch.vmm.control.ControlDecoder;
import dev.hutch.vmm.control.ControlMessage;
import java.time.Duration;
import java.util.Optional;

/**
 * A shim that is started, jailed, placed in its cgroup and linked, and has no box yet. Its id is
 * the box's it will take.
 *
 * @param process the shim; closing this kills it
 * @param cgroup the group of its processes; empty where no v2 hierarchy can be written
 */
record WarmShim(ShimProcess process, Optional<BoxCgroup> cgroup) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Starts one and waits until it is warm.
   *
   * @throws JailerException if it does not come up; nothing of it is left
   */
  static WarmShim start(Installation installation) {
    BoxId id = new BoxId(Ids.fresh());
    ShimProcess process = installation.supervisor().start(installation.jail(id));
    WarmShim shim = null;
    try {
      Optional<BoxCgroup> cgroup = BoxCgroup.create(installation.hierarchies(), id);
      // while the JVM starts, and again what was forked meanwhile: nothing is outside its group
      // when the configuration comes
      cgroup.ifPresent(process::placeIn);
      awaitWarm(process);
      cgroup.ifPresent(process::placeIn);
      shim = new WarmShim(process, cgroup);
      return shim;
    } finally {
      if (shim == null) {
        new WarmShim(process, Optional.empty()).discard(installation);
      }
    }
  }

  private static void awaitWarm(ShimProcess process) {
    Deadline deadline = Deadline.in(PATIENCE);
    while (true) {
      try (Received received = process.await("that it is warm", deadline)) {
        switch (ControlDecoder.decode(received.data())) {
          case ControlMessage.Warm warm -> {
            return;
          }
          case ControlMessage.Phase phase -> {} // points on its way, of interest to a profiler only
          case ControlMessage.Failed failed -> throw new JailerException(failed.message());
          case ControlMessage other ->
              throw new JailerException("the shim sent " + other + " out of turn");
        }
      }
    }
  }

  BoxId id() {
    return process.box();
  }

  /** Whether it still waits for its box. */
  boolean isAlive() {
    return !process.onExit().isDone();
  }

  /** Ends a shim that has no box, with proof that nothing of it is left. */
  void discard(Installation installation) {
    close();
    installation.teardown().kill(id(), installation.files(id()), Duration.ofSeconds(5)).close();
  }

  @Override
  public void close() {
    process.close();
  }
}
