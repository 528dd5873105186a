package dev.hutch.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hutch run -d}: a box somebody knows of, or none. */
@ExtendWith(LeakGuard.class)
class RunDetachedIT {
  private static final String[] NEVER_GREETING = {
    "--kernel-arg=root=/dev/vdz", "--kernel-arg=rootwait"
  };

  @Test
  void theBoxRunsWhenItsIdIsPrinted() {
    try (DetachedBox box = DetachedBox.running()) {
      assertThat(box.state()).isEqualTo("running");
    }
  }

  @Test
  void anIdThatCannotBePrintedLeavesNoBox() {
    Ended ended =
        HutchCommand.of("run", "-d").under("sh", "-c", "exec \"$@\" >/dev/full", "sh").run();
    assertThat(ended.exit()).isEqualTo(125);
    assertThat(ended.stderr()).contains("No space left on device");
    assertThat(HutchCommand.of("ps", "-aq").run().stdout()).isEmpty();
  }

  @Test
  void aSignalWhileTheGuestBootsLeavesNoBox() {
    try (RunningHutch hutch =
        HutchCommand.of("run", "-d", "--start-timeout=300", NEVER_GREETING[0], NEVER_GREETING[1])
            .start()) {
      Terminals.awaitMachine(hutch);
      hutch.signal("TERM");
      Ended ended = hutch.awaitEnd();
      assertThat(ended.exit()).as(ended::toString).isEqualTo(143);
      assertThat(ended.stdoutBytes()).isEmpty();
      assertThat(HutchCommand.of("ps", "-aq").run().stdout()).isEmpty();
    }
  }

  @Test
  void aStartThatFailsLeavesTheEvidence() {
    Ended ended =
        HutchCommand.of(
                "run",
                "-d",
                "--name",
                "hopeless",
                "--start-timeout=5",
                NEVER_GREETING[0],
                NEVER_GREETING[1])
            .run();
    assertThat(ended.exit()).as(ended::toString).isEqualTo(125);
    assertThat(ended.stdoutBytes()).isEmpty();
    assertThat(ended.stderr()).contains("hutch inspect", "hutch rm");
    assertThat(HutchCommand.of("inspect", "hopeless").run().stdout())
        .contains("\"state\": \"failed\"", "\"phase\": \"guest\"", "\"consoleTail\": \"");
    assertThat(HutchCommand.of("rm", "hopeless").run().exit()).isZero();
  }
}
