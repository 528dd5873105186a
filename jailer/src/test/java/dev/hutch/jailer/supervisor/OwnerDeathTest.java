package dev.hutch.jailer.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.ChildJvm;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.bwrap.Bubblewrap;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.teardown.BoxFiles;
import dev.hutch.jailer.teardown.Teardown;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of shims whose owner is killed with SIGKILL. */
class OwnerDeathTest {
  private static final BoxProcesses PROCESSES = new BoxProcesses(ProcessTable.HOST);

  private final BoxId box = StandIn.freshId();
  @TempDir private Path directory;

  @Test
  void anAttachedShimIsGoneWithinASecondEvenIfItIgnoresItsSocket() throws Exception {
    killOwnerOnceItSays("attached", "ready");

    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(PROCESSES.of(box)).isEmpty());
  }

  @Test
  void aDetachedShimLivesOnAndAnotherProcessCanEndIt() throws Exception {
    killOwnerOnceItSays("detached", "ready");
    assertThat(PROCESSES.of(box)).hasSizeGreaterThan(2);

    try (Supervisor supervisor = new Supervisor(Bubblewrap.find())) {
      Teardown teardown = new Teardown(Hierarchies.NONE, supervisor);
      assertThat(teardown.kill(box, BoxFiles.in(directory), StandIn.LONG).killed()).isNotEmpty();
    }
    assertThat(PROCESSES.of(box)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "7"})
  void ownersKilledWhileTheyStartShimsLeaveNone(String last) throws Exception {
    killOwnerOnceItSays("many", last);

    await()
        .atMost(StandIn.LONG)
        .untilAsserted(
            () -> {
              List<Integer> left = new ArrayList<>();
              for (int i = 0; i < 40; i++) {
                left.addAll(PROCESSES.of(new BoxId(box + "-" + i)));
              }
              assertThat(left).isEmpty();
            });
  }

  private void killOwnerOnceItSays(String what, String word) throws Exception {
    Process owner = ChildJvm.start(directory, OwnerProgram.class, what, box.value());
    try (BufferedReader output = owner.inputReader()) {
      List<String> said = new ArrayList<>();
      for (String line = output.readLine(); !word.equals(line); line = output.readLine()) {
        assertThat(line).as(() -> "the owner ended after " + said).isNotNull();
        said.add(line);
      }
    } finally {
      owner.destroyForcibly().waitFor();
    }
  }
}
