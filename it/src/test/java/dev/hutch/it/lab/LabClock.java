package dev.hutch.it.lab;

import java.util.List;

/** What the lab's clock follows. */
public enum LabClock {
  /** The host's clock. Quickest; times vary with the host's load. */
  WALL,

  /**
   * Instructions executed, 4 ns each: times repeat within a percent whatever the host does. Waits
   * on a disk make it jump, so read everything that is timed beforehand. One nested boot in ten was
   * seen to hang, so bound and retry ({@link Lab#run}). One CPU only.
   */
  INSTRUCTIONS;

  List<String> arguments() {
    return switch (this) {
      case WALL -> List.of("-accel", "tcg,thread=multi");
      case INSTRUCTIONS -> List.of("-accel", "tcg,thread=single", "-icount", "shift=2,sleep=off");
    };
  }
}
