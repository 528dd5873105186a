package dev.hutch.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that takes nothing ends the command, and the box with it. */
@ExtendWith(LeakGuard.class)
class UnwrittenOutputIT {
  @Test
  void aClosedPipeEndsARunAsItEndsAnyProgram() {
    Ended ended =
        HutchCommand.running("yes")
            .under("bash", "-c", "\"$@\" | head -n 1; exit ${PIPESTATUS[0]}", "bash")
            .run();
    assertThat(ended.exit()).as(ended::toString).isEqualTo(141);
    assertThat(ended.stdout()).isEqualTo("y\n");
    assertThat(ended.stderr()).isEmpty();
  }

  @Test
  void aFullDiskEndsARunAndIsSaid() {
    Ended ended = intoFull(HutchCommand.running("sh", "-c", "echo hello; exec sleep 1000"));
    assertThat(ended.exit()).isEqualTo(125);
    assertThat(ended.stderr()).contains("No space left on device").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps", "doctor", "--help", "--version"})
  void aFullDiskIsSaidByEveryVerb(String verb) {
    Ended ended = intoFull(HutchCommand.of(verb));
    assertThat(ended.exit()).isEqualTo(125);
    assertThat(ended.stderr()).contains("No space left on device").hasLineCount(1);
  }

  private static Ended intoFull(HutchCommand command) {
    return command.under("sh", "-c", "exec \"$@\" >/dev/full", "sh").run();
  }
}
