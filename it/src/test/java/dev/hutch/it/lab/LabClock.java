package dev.hutch.it.lab;

import java.util.List;

/** What the lab's clock follows. */
public enum LabClock {
  /** The host's clock. Quickest; times vary with the host's load. */
  WALL,

  /**
   * Instructions executed, 4 ns each: times repeat within a percent whatever the host does. One CPU
   * only. Waits on a disk make it jump by seconds, so the lab reads its programs and the JDK before
   * it is ready, and a script first copies what it times from its shares into {@code /run}. A
   * nested guest that hangs, spinning on a lock while the lab lives on, was seen in one boot of
   * four while KVM moved timers forward, and in none of fourteen since it does not; bound what
   * boots one all the same ({@link Lab#execAgain}).
   */
  INSTRUCTIONS;

  List<String> arguments() {
    return switch (this) {
      case WALL -> List.of("-accel", "tcg,thread=multi");
      case INSTRUCTIONS -> List.of("-accel", "tcg,thread=single", "-icount", "shift=2,sleep=off");
    };
  }
}
