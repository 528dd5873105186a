package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExecResultTest {
  @Test
  void throwsWithTheEndOfStandardErrorWhereTheCommandFailed() {
    ExecResult failed = result(3, 0, "x".repeat(5000) + "the reason");
    assertThatThrownBy(failed::orThrow)
        .isInstanceOf(HutchException.class)
        .hasMessageStartingWith("the command exited with 3: ...")
        .hasMessageEndingWith("the reason");
  }

  @Test
  void tellsSignalsFromExitCodes() {
    assertThatThrownBy(result(137, 9, "")::orThrow).hasMessage("the command was ended by signal 9");
  }

  @Test
  void returnsItselfWhereTheCommandWorked() {
    ExecResult fine = result(0, 0, "only a warning");
    assertThat(fine.orThrow()).isSameAs(fine);
  }

  private static ExecResult result(int exit, int signal, String stderr) {
    return new ExecResult(
        exit,
        signal,
        new Output(new byte[0], false),
        new Output(stderr.getBytes(StandardCharsets.UTF_8), false),
        Duration.ofMillis(5),
        false);
  }
}
