package dev.hutch.launch;

import dev.hutch.StartTimeline;
import dev.hutch.StartTimeline.Phase;
import dev.hutch.StartTimeline.Side;
import dev.hutch.vmm.control.GuestStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects the points in time of one start; all of them CLOCK_MONOTONIC, in whichever process. */
final class TimelineRecorder {
  private final long begin;
  private final List<Phase> phases = new ArrayList<>();
  private long last;
  private String phase = "";

  TimelineRecorder(long begin) {
    this.begin = begin;
    this.last = begin;
  }

  /** What goes on from now: the phase a failure is reported for. */
  void enter(String name) {
    phase = name;
  }

  String phase() {
    return phase;
  }

  /** The phase entered last has ended now. */
  void leave() {
    leave(System.nanoTime());
  }

  /** The phase entered last ended at this time. */
  void leave(long nanos) {
    add(phase, Side.HOST, last, nanos);
    last = nanos;
  }

  /** The guest's own account of the phase that just ended, laid so that its hello is at its end. */
  void guest(GuestStart guest, long started) {
    long bootOffset = last - guest.helloNanos();
    long main = Math.max(started, bootOffset + guest.mainNanos());
    add("monitor, firmware, kernel", Side.GUEST, started, main);
    add("agent: mounts", Side.GUEST, main, bootOffset + guest.mountedNanos());
    add("agent: greeting", Side.GUEST, bootOffset + guest.mountedNanos(), last);
  }

  StartTimeline timeline() {
    return new StartTimeline(phases, Duration.ofNanos(System.nanoTime() - begin));
  }

  private void add(String name, Side side, long from, long to) {
    phases.add(
        new Phase(
            name, side, Duration.ofNanos(from - begin), Duration.ofNanos(Math.max(0, to - from))));
  }
}
