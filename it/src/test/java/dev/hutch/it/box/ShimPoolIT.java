package dev.hutch.it.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
      awaitShims(before, 2);
      assertThat(hutch.engine()).isEqualTo(EngineChoice.EMULATED);
    }
    assertThat(Snapshot.execution().since(before)).as("when close has returned").isEmpty();
  }

  @Test
  void boxesTakeWarmShimsAndThePoolFillsUpAgain() {
    Snapshot before = Snapshot.execution();
    try (Hutch hutch = Boxes.open(2)) {
      await("a box in a shim that was there before")
          .atMost(PATIENCE)
          .until(() -> takesAShimThatWaited(hutch, before));
      try (Box box = hutch.start(Boxes.small())) {
        awaitShims(before, 3);
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
  private static void awaitShims(Snapshot before, int count) {
    await(count + " shims")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(groups(before)).hasSize(count));
  }

  private static Set<String> groups(Snapshot before) {
    return Snapshot.execution().since(before).getOrDefault("cgroups", Set.of());
  }
}
