package dev.hutch.launch;

import dev.hutch.bindings.posix.Received;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.supervisor.ShimProcess;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.points.Point;
import dev.hutch.points.Points;
import dev.hutch.vmm.control.ControlDecoder;
import dev.hutch.vmm.control.ControlMessage;
import java.time.Duration;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;

/**
 * A shim that is started, jailed, placed in its cgroup and linked, and has no box yet. Its id is
 * the box's it will take.
 *
 * @param process the shim; closing this kills it
 * @param cgroup the group of its processes; empty where no v2 hierarchy can be written
 */
record WarmShim(ShimProcess process, Optional<BoxCgroup> cgroup) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PROOF = Duration.ofSeconds(5);

  /**
   * Starts one and waits until it is warm.
   *
   * @throws JailerException if it does not come up; nothing of it is left
   */
  static WarmShim start(Installation installation) {
    return start(installation, new BoxId(Ids.fresh()), false);
  }

  /**
   * As {@link #start(Installation)} for a box that is there, or is to survive this process.
   *
   * @param id the box's
   * @param survives whether it goes on when this process ends
   */
  static WarmShim start(Installation installation, BoxId id, boolean survives) {
    ShimProcess process =
        installation
            .host()
            .supervisor()
            .start(installation.bubblewrap(), installation.jail(id, survives));
    Points.reached(Point.SPAWNED, id.value());
    WarmShim shim = new WarmShim(process, Optional.empty());
    try {
      // while the JVM starts, and again what was forked meanwhile: nothing is outside its group
      // when the configuration comes
      Optional<BoxCgroup> cgroup = placed(installation, process);
      Points.reached(Point.PLACED, id.value());
      awaitWarm(process);
      cgroup.ifPresent(process::placeIn);
      Points.reached(Point.WARM, id.value());
      return new WarmShim(process, cgroup);
    } catch (RuntimeException e) {
      shim.discardAfter(e, installation);
      throw e;
    }
  }

  /**
   * Places the shim in a group of its own. Empty where there is none to be had: none can be made,
   * or one can, but this user may not move processes into it (cgroups(7), delegation).
   */
  private static Optional<BoxCgroup> placed(Installation installation, ShimProcess process) {
    Optional<BoxCgroup> cgroup = BoxCgroup.create(installation.host().hierarchies(), process.box());
    try {
      cgroup.ifPresent(process::placeIn);
      return cgroup;
    } catch (JailerException e) {
      LogManager.getLogger(WarmShim.class).warn("boxes have no cgroup", e);
      cgroup.ifPresent(BoxCgroup::remove);
      return Optional.empty();
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

  /** Ends it, and whatever else runs under its id, with proof that nothing is left. */
  void discard(Installation installation) {
    close();
    BoxHost host = installation.host();
    host.teardown().kill(id(), BoxHost.files(host.home().box(id().value())), PROOF).close();
  }

  /** Ends it and nothing else: somebody else may have another shim of this id. */
  void abandon() {
    process.kill();
    close();
    process.awaitExit(PROOF);
  }

  /** As {@link #discard}, after a failure that must not be hidden by what fails here. */
  void discardAfter(RuntimeException failure, Installation installation) {
    try {
      discard(installation);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
