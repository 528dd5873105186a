package dev.hutch.launch;

import dev.hutch.BoxEvent;
import dev.hutch.BoxRunningException;
import dev.hutch.BoxSpec;
import dev.hutch.BoxStartException;
import dev.hutch.HutchException;
import dev.hutch.InvalidSpecException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.home.BoxRecord;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.jailer.teardown.Remains;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.lifecycle.Creation;
import dev.hutch.lifecycle.Events;
import dev.hutch.lifecycle.Removal;
import dev.hutch.points.Point;
import dev.hutch.points.Points;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.spec.VmSpecException;
import java.util.Objects;

/**
 * One start of one box, from the call to the agent's hello. Used once, by one thread.
 *
 * <p>The shim comes first, the box's lock after: nobody who holds the lock starts a shim. So where
 * the lock is held and the box's shim is dead, no VM can come of it, whatever became of the holder.
 */
final class BoxStart {
  private final Installation installation;
  private final BoxHost host;
  private final TimelineRecorder recorder;
  private final Events.Span span;
  private final StartsUnderWay underWay;

  BoxStart(Installation installation, StartsUnderWay underWay, long begin) {
    this.installation = installation;
    this.underWay = underWay;
    this.host = installation.host();
    this.recorder = new TimelineRecorder(begin);
    this.span = host.events().begin(BoxEvent.Kind.STARTED);
  }

  /**
   * Makes a box and starts it.
   *
   * @throws BoxStartException if it does not come up; nothing of it is left
   */
  LiveBox fresh(BoxSpec spec, ShimPool pool) {
    recorder.enter("shim");
    WarmShim shim;
    try {
      shim = spec.maySurvive() ? surviving(new BoxId(Ids.fresh())) : pool.take();
    } catch (RuntimeException e) {
      throw told(e);
    }
    recorder.leave();
    BoxDirectory box = host.home().box(shim.id().value());
    try {
      recorder.enter("files");
      BoxLock lock = new Creation(host, installation.boxDisk()).make(box.id(), spec);
      return booted(shim, box, lock, spec);
    } catch (RuntimeException e) {
      HutchException failure = told(e);
      if (box.exists()) {
        host.events()
            .tell(
                BoxEvent.Kind.FAILED, box.id(), spec.name(), String.valueOf(failure.getMessage()));
      }
      throw undone(failure, shim, () -> new Removal(host).force(box), box);
    }
  }

  /**
   * Starts a box that is there.
   *
   * @throws BoxRunningException if it runs, or somebody else is about to start it
   * @throws BoxStartException if it does not come up; its record says why
   */
  LiveBox again(BoxDirectory box, BoxRecord record) {
    BoxLock mine =
        BoxLock.tryAcquire(box.startLock())
            .orElseThrow(() -> running(box, "is being started by another process"));
    try {
      requireQuiet(box);
      return again(box, record.spec());
    } finally {
      mine.close();
    }
  }

  private LiveBox again(BoxDirectory box, BoxSpec spec) {
    recorder.enter("shim");
    WarmShim shim;
    try {
      shim = WarmShim.start(installation, BoxHost.id(box), spec.maySurvive());
    } catch (RuntimeException e) {
      throw recorded(told(e), box, spec);
    }
    recorder.leave();
    recorder.enter("files");
    BoxLock lock =
        BoxLock.tryAcquire(box.lock())
            .orElseThrow(
                () -> {
                  shim.abandon();
                  return running(box, "is being stopped or removed by another process");
                });
    Points.reached(Point.LOCKED, box.id());
    try {
      return booted(shim, box, lock, spec);
    } catch (RuntimeException e) {
      throw undone(recorded(told(e), box, spec), shim, () -> {}, box);
    }
  }

  private LiveBox booted(WarmShim shim, BoxDirectory box, BoxLock lock, BoxSpec spec) {
    underWay.begin(shim.process());
    try {
      LiveBox live = new Boot(installation, spec, recorder).run(shim, box, lock);
      span.over(box.id(), spec.name(), installation.engineName());
      return live;
    } finally {
      underWay.end(shim.process());
    }
  }

  private WarmShim surviving(BoxId id) {
    return WarmShim.start(installation, id, true);
  }

  /** Another VM on the same disk would destroy it: any process of the box is one too many. */
  private void requireQuiet(BoxDirectory box) {
    Remains remains = host.teardown().observe(BoxHost.id(box), BoxHost.files(box));
    if (remains.locked() || !remains.processes().isEmpty()) {
      throw running(box, "runs (" + remains + ")");
    }
  }

  private static BoxRunningException running(BoxDirectory box, String how) {
    return new BoxRunningException("the box " + box.id() + " " + how + "; stop it first");
  }

  /** The failure in the terms of the public API. */
  private HutchException told(RuntimeException e) {
    return switch (e) {
      case HutchException known -> known;
      case VmSpecException bad ->
          new InvalidSpecException("the box cannot be made: " + bad.getMessage(), bad);
      default ->
          new BoxStartException(
              recorder.phase(), Objects.requireNonNullElse(e.getMessage(), e.toString()), "", e);
    };
  }

  private HutchException recorded(HutchException failure, BoxDirectory box, BoxSpec spec) {
    String phase = failure instanceof BoxStartException start ? start.phase() : recorder.phase();
    try {
      box.journal().append(JournalEvent.FAILED, phase, String.valueOf(failure.getMessage()));
      host.events()
          .tell(BoxEvent.Kind.FAILED, box.id(), spec.name(), String.valueOf(failure.getMessage()));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** Leaves no process of the box; what fails at that must not hide why. */
  private HutchException undone(
      HutchException failure, WarmShim shim, Runnable rest, BoxDirectory box) {
    try {
      shim.discard(installation);
      if (box.exists()) {
        rest.run();
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
