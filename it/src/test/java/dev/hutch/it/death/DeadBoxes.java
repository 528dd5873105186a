package dev.hutch.it.death;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.Checkout;
import dev.hutch.it.leak.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the tests of killed owners look at. */
final class DeadBoxes {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private DeadBoxes() {}

  /** The directories of boxes in the tests' home. */
  static List<Path> directories() throws IOException {
    try (Stream<Path> entries = Files.list(Checkout.home().resolve("boxes"))) {
      return entries.toList();
    }
  }

  /** Nothing runs any more within a second, in which we look often. */
  static void assertNothingRunsASecondLater(Snapshot before) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(AT_ONCE)
        .untilAsserted(
            () ->
                assertThat(processes(Snapshot.execution().since(before)))
                    .as("processes of a box whose owner was killed")
                    .isEmpty());
  }

  private static Set<String> processes(Map<String, Set<String>> traces) {
    return traces.getOrDefault("processes", Set.of());
  }

  /**
   * Takes away the one dead box there is. Nobody who could have done so lived on: its record and
   * its empty cgroup are what shows, later and to others, that there was a box. No guard cleans up
   * unasked, so a test that kills an owner does it knowingly.
   */
  static void takeAwayTheDeadBox() throws IOException {
    List<Path> left = directories();
    assertThat(left).as("the record of the dead box").hasSize(1);
    try (Stream<Path> files = Files.list(left.getFirst())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(left.getFirst());
  }

  /** The groups of what runs now and did not before. */
  static Set<String> groups(Snapshot before) {
    return Snapshot.execution().since(before).getOrDefault("cgroups", Set.of());
  }

  /**
   * Removes the empty groups of dead boxes: the kernel does not, and refuses as long as somebody is
   * in one.
   */
  static void takeAway(Set<String> groups) {
    await()
        .atMost(AT_ONCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              for (String group : groups) {
                Files.deleteIfExists(Path.of(group));
              }
            });
  }
}
