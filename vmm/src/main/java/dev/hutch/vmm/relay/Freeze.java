package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.Posix;
import dev.hutch.bindings.posix.Signal;

/** Stops this process at an exact point, for tests that kill or hold a shim there. */
final class Freeze {
  /** The signal may go to another thread first; until it reaches this one, time must not count. */
  private static final long TAKES_EFFECT_MILLIS = 1000;

  private Freeze() {}

  /** Stops; returns a moment after somebody has sent SIGCONT. */
  static void now() {
    try (PidFd self = PidFd.open(Posix.getpid()).orElseThrow()) {
      self.signal(Signal.SIGSTOP);
    }
    new Poll().poll(TAKES_EFFECT_MILLIS);
  }
}
