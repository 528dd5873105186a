package dev.hutch.it.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxStartException;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The guest does not do what a guest should. */
@ExtendWith(LeakGuard.class)
class BadGuestIT {
  @Test
  void aGuestThatNeverGreetsIsGivenUpWhenItsTimeIsOver() {
    List<String> options =
        List.of(
            "--kernel-arg",
            "root=/dev/vdz",
            "--kernel-arg",
            "rootwait",
            "--kernel-arg",
            "loglevel=7",
            "--start-timeout",
            "3");
    Failure.ofOptions(
        options, "did not start", "phase 'guest'", "3", "console", "Waiting for root device");
  }

  @Test
  void aGuestThatDiesInBootIsReportedWithTheEndOfItsConsole() {
    Failure.ofOptions(
        List.of("--kernel-arg", "init=/nowhere"),
        "did not start",
        "phase 'guest'",
        "console",
        "Kernel panic",
        "/nowhere");
  }

  @Test
  void theRuntimeServesTheNextBoxAfterAFailedOne() {
    try (Hutch hutch = Boxes.open(0)) {
      assertThatThrownBy(() -> hutch.start(Boxes.small().kernelArguments("init=/nowhere")))
          .isInstanceOfSatisfying(
              BoxStartException.class,
              e -> {
                assertThat(e.phase()).isEqualTo("guest");
                assertThat(e.consoleTail()).contains("Kernel panic");
              });
      try (Box box = hutch.start(Boxes.small())) {
        assertThat(box.run("true").ok()).isTrue();
      }
    }
  }
}
