package dev.hutch.it.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.box.Boxes;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The guard that all other tests rely on sees what they could leave. */
@ExtendWith(LeakGuard.class)
class LeakGuardIT {
  @Test
  void aBoxThatATestDoesNotCloseFailsThatTest() {
    TestExecutionSummary summary = run(LeavesABox.class);
    try {
      assertThat(summary.getFailures())
          .as("of the test and, since it is still there, of its class")
          .hasSize(2)
          .allSatisfy(
              failure ->
                  assertThat(failure.getException())
                      .hasMessageContainingAll("left behind", "processes", "cgroups")
                      .hasMessageContainingAll("unix sockets", "files of boxes", "agent.sock")
                      .hasMessageContainingAll("bwrap", "qemu", "disk.ext4")
                      .hasMessageContainingAll("hutch-supervisor", "pidfd"));
    } finally {
      LeavesABox.close();
    }
  }

  @Test
  void theWholeTreeOfABoxIsSeen() {
    Snapshot before = Snapshot.execution();
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      Map<String, Set<String>> added = Snapshot.execution().since(before);
      assertThat(Objects.requireNonNull(added.get("processes")))
          .as("outer bwrap, inner bwrap, shim, QEMU")
          .hasSizeGreaterThanOrEqualTo(4)
          .anyMatch(process -> process.endsWith(box.id()));
      assertThat(Objects.requireNonNull(added.get("cgroups")))
          .singleElement()
          .asString()
          .endsWith("hutch-" + box.id());
    }
  }

  @Test
  void aCommandThatRunsIsSeen() {
    Snapshot before = Snapshot.execution();
    try (RunningHutch hutch = HutchCommand.running("sleep", "1").start()) {
      await()
          .untilAsserted(
              () ->
                  assertThat(Snapshot.execution().since(before))
                      .containsKeys("processes", "cgroups"));
      assertThat(hutch.awaitEnd().exit()).isZero();
    }
  }

  private static TestExecutionSummary run(Class<?> test) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(test))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  /** Not a test of the suite: run by the one above only. */
  @ExtendWith(LeakGuard.class)
  static class LeavesABox {
    private static @Nullable Hutch left;

    @Test
    void closesNothing() {
      left = Boxes.open(0);
      left.start(Boxes.small());
    }

    static void close() {
      Objects.requireNonNull(left).close();
    }
  }
}
