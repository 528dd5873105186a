package dev.hutch.it.death;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.Checkout;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shims of a pool have no box yet, and end with their owner all the same. */
@ExtendWith(LeakGuard.class)
class KilledPoolOwnerIT {
  private static final int POOL = 2;

  @Test
  void shimsOfAKilledOwnerAreGoneASecondLater() throws Exception {
    Snapshot before = Snapshot.execution();
    Process owner = start();
    Set<String> groups;
    try {
      await("shims")
          .atMost(Duration.ofSeconds(90))
          .until(() -> DeadBoxes.groups(before).size() == POOL || !owner.isAlive());
      assertThat(owner.isAlive()).isTrue();
      groups = DeadBoxes.groups(before);
    } finally {
      owner.destroyForcibly().waitFor();
    }
    DeadBoxes.assertNothingRunsASecondLater(before);
    assertThat(DeadBoxes.directories()).as("a shim without a box has no files").isEmpty();
    DeadBoxes.takeAway(groups);
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dhutch.it.home=" + Checkout.home(),
            "-cp",
            System.getProperty("java.class.path"),
            PoolOwner.class.getName())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
