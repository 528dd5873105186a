package dev.hutch.it.death;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A {@code hutch run} that is ended from outside. */
@ExtendWith(LeakGuard.class)
class KilledCommandIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void killedWithSigkillItLeavesNoProcessASecondLater() throws IOException {
    Snapshot before = Snapshot.execution();
    try (RunningHutch hutch = running()) {
      Set<String> groups = DeadBoxes.groups(before);
      hutch.kill();
      DeadBoxes.assertNothingRunsASecondLater(before);
      DeadBoxes.takeAwayTheDeadBox();
      DeadBoxes.takeAway(groups);
    }
  }

  @Test
  void killedWithSigkillWhileTheGuestBootsItLeavesNoProcessASecondLater() throws IOException {
    Snapshot before = Snapshot.execution();
    try (RunningHutch hutch = booting()) {
      Set<String> groups = DeadBoxes.groups(before);
      hutch.kill();
      DeadBoxes.assertNothingRunsASecondLater(before);
      DeadBoxes.takeAwayTheDeadBox();
      DeadBoxes.takeAway(groups);
    }
  }

  @ParameterizedTest(name = "SIG{0}")
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void askedToEndItRemovesItsBox(String signal, int exit) throws IOException {
    try (RunningHutch hutch = running()) {
      hutch.signal(signal);
      assertThat(hutch.awaitEnd().exit()).isEqualTo(exit);
      assertThat(DeadBoxes.directories()).isEmpty();
    }
  }

  @Test
  void askedToEndWhileTheGuestBootsItRemovesItsBox() throws IOException {
    try (RunningHutch hutch = booting()) {
      hutch.signal("TERM");
      assertThat(hutch.awaitEnd().exit()).isEqualTo(143);
      assertThat(DeadBoxes.directories()).isEmpty();
    }
  }

  private static RunningHutch running() {
    RunningHutch hutch = HutchCommand.running("sh", "-c", "echo up; exec sleep 1000").start();
    await("the command's first line")
        .atMost(PATIENCE)
        .until(() -> hutch.stdout().equals("up\n") || !hutch.isAlive());
    assertThat(hutch.isAlive()).as(hutch::stderr).isTrue();
    return hutch;
  }

  private static RunningHutch booting() {
    RunningHutch hutch =
        HutchCommand.of(
                "run",
                "--start-timeout",
                "300",
                "--kernel-arg",
                "root=/dev/vdz",
                "--kernel-arg",
                "rootwait",
                "--",
                "true")
            .start();
    Boxes.awaitOneBooting();
    return hutch;
  }
}
