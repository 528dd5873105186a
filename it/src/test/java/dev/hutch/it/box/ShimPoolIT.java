package dev.hutch.it.box;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Snapshot;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shims started ahead of their boxes. */
@ExtendWith(LeakGuard.class)
class ShimPoolIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void shimsWaitAndAreEndedWithTheRuntime() {
    Snapshot before = Snapshot.execution();
    try (Hutch hutch = Boxes.open(2)) {
      assertThat(hutch.awaitShims(PATIENCE)).isTrue();
      assertThat(groups(before)).hasSize(2);
      assertThat(hutch.engine()).isEqualTo(EngineChoice.EMULATED);
    }
    assertThat(Snapshot.execution().since(before)).as("when close has returned").isEmpty();
  }

  @Test
  void boxesTakeWarmShimsAndThePoolFillsUpAgain() {
    Snapshot before = Snapshot.execution();
    try (Hutch hutch = Boxes.open(2)) {
      for (int i = 0; i < 2; i++) {
        assertThat(hutch.awaitShims(PATIENCE)).isTrue();
        assertThat(takesAShimThatWaited(hutch, before)).isTrue();
      }
      try (Box box = hutch.start(Boxes.small())) {
        assertThat(hutch.awaitShims(Duration.ZERO)).as("full right behind a start").isFalse();
        assertThat(hutch.awaitShims(PATIENCE)).isTrue();
        assertThat(groups(before)).hasSize(3);
        assertThat(box.run("true").ok()).isTrue();
      }
    }
  }

  @Test
  void closingARuntimeAtOnceEndsShimsThatAreJustStarting() {
    Snapshot before = Snapshot.execution();
    Boxes.open(2).close();
    assertThat(Snapshot.execution().since(before)).as("when close has returned").isEmpty();
  }

  private static boolean takesAShimThatWaited(Hutch hutch, Snapshot before) {
    Set<String> waiting = groups(before);
    try (Box box = hutch.start(Boxes.small())) {
      return waiting.stream().anyMatch(group -> group.endsWith("hutch-" + box.id()));
    }
  }

  /** A group is made for each shim, before its box. */
  private static Set<String> groups(Snapshot before) {
    return Snapshot.execution().since(before).getOrDefault("cgroups", Set.of());
  }
}
