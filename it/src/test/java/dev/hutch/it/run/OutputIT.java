package dev.hutch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the command writes is what the user gets: no more, no less. */
@ExtendWith(LeakGuard.class)
class OutputIT {
  @Test
  void unamePrintsTheGuestsKernelLine() {
    Ended ended = HutchCommand.running("uname", "-a").run();
    assertThat(ended.exit()).as(ended::toString).isZero();
    assertThat(ended.lines())
        .singleElement()
        .asString()
        .startsWith("Linux ")
        .doesNotContain(System.getProperty("os.version"));
  }

  @Test
  void stdoutAndStderrAreKeptApartAsBytes() {
    String script = "printf 'out\\377\\000\\n'; printf 'err\\200\\000\\r' >&2; printf end";
    Ended ended = HutchCommand.running("sh", "-c", script).run();
    assertThat(ended.exit()).isZero();
    assertThat(ended.stdoutBytes()).containsExactly('o', 'u', 't', 0xff, 0, '\n', 'e', 'n', 'd');
    assertThat(ended.stderrBytes()).containsExactly('e', 'r', 'r', 0x80, 0, '\r');
  }

  @Test
  void aSecondRunSaysNothingOfItsOwn() {
    HutchCommand command = HutchCommand.running("true");
    command.run();
    Ended second = command.run();
    assertThat(second.exit()).isZero();
    assertThat(second.stdoutBytes()).isEmpty();
    assertThat(second.stderr()).isEmpty();
  }

  @Test
  void withoutTheInputOptionTheCommandReadsEndOfFile() {
    Ended ended = HutchCommand.running("wc", "-c").stdin(stream -> stream.write(1)).run();
    assertThat(ended.stdout().strip()).isEqualTo("0");
  }

  @Test
  void timingSaysOnStderrWhereTheTimeWent() {
    Ended ended = HutchCommand.of("run", "--timing", "--", "echo", "hello").run();
    assertThat(ended.stdout()).isEqualTo("hello\n");
    assertThat(ended.stderr())
        .contains("jvm ", "open the runtime", "guest", "agent: mounts", "command running")
        .contains("torn down")
        .containsPattern("\\d+\\.\\d +total");
  }
}
