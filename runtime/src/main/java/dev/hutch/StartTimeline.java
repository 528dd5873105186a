package dev.hutch;

import java.time.Duration;
import java.util.List;

/**
 * Where the time of a box's start went, from the call to {@link Hutch#start} to the agent's hello.
 *
 * @param phases the phases in the order in which they began; host phases follow one another, guest
 *     phases lie within the host's phase {@code guest}
 * @param total from the call to the moment the box was ready
 */
public record StartTimeline(List<Phase> phases, Duration total) {
  /** Where a phase ran. */
  public enum Side {
    /** In the calling process or the shim. */
    HOST,
    /** Inside the VM. */
    GUEST
  }

  /**
   * One step of the start.
   *
   * @param name what was done
   * @param side where
   * @param begin from the call to the beginning of this phase
   * @param length how long it took
   */
  public record Phase(String name, Side side, Duration begin, Duration length) {}

  /** Copies the list. */
  public StartTimeline {
    phases = List.copyOf(phases);
  }
}
