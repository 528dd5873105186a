package dev.hutch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit code tells what became of the command. */
@ExtendWith(LeakGuard.class)
class ExitCodesIT {
  @Test
  void theExitCodeIsTheCommandsOwn() {
    assertThat(HutchCommand.running("sh", "-c", "exit 7").run().exit()).isEqualTo(7);
  }

  @ParameterizedTest(name = "SIG{0}")
  @CsvSource({"KILL, 137", "TERM, 143"})
  void aCommandEndedByASignalIsReportedAs128AndTheSignal(String signal, int exit) {
    assertThat(HutchCommand.running("sh", "-c", "kill -" + signal + " $$").run().exit())
        .isEqualTo(exit);
  }

  @Test
  void aMissingProgramIs127AndItsNameIsSaid() {
    Ended ended = HutchCommand.running("no-such-program").run();
    assertThat(ended.exit()).isEqualTo(127);
    assertThat(ended.stderr()).contains("no-such-program");
  }

  @Test
  void aFileThatIsNoProgramIs126AndItsNameIsSaid() {
    Ended ended = HutchCommand.running("/etc/passwd").run();
    assertThat(ended.exit()).isEqualTo(126);
    assertThat(ended.stderr()).contains("/etc/passwd");
  }

  @Test
  void aWorkingDirectoryThatIsNotThereIs126() {
    Ended ended = HutchCommand.of("run", "-w", "/no/such/place", "--", "true").run();
    assertThat(ended.exit()).isEqualTo(126);
    assertThat(ended.stderr()).contains("/no/such/place");
  }
}
