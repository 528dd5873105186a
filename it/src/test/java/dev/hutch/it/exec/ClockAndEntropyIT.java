package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.Box;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a guest has from its host beside its disks: the time, and numbers nobody can guess. */
@ExtendWith(LeakGuard.class)
class ClockAndEntropyIT {
  private static final Duration OFF_AT_MOST = Duration.ofMillis(100);
  private static final Duration FROZEN = Duration.ofSeconds(5);
  private static final Pattern TIME =
      Pattern.compile("time\\.tv_sec:\\s+(\\d+)\\s+time\\.tv_usec:\\s+(\\d+)");

  /** No source of the guest's own is trusted; its kernel alone would need seconds to gather. */
  @Test
  void randomNumbersAreReadyForTheFirstCommand() {
    try (Hutch hutch = Boxes.open(0);
        Box box =
            hutch.start(
                Boxes.small()
                    .kernelArguments("random.trust_cpu=off random.trust_bootloader=off"))) {
      assertThat(box.run("cat", "/proc/sys/kernel/random/entropy_avail").stdout().text().strip())
          .isEqualTo("256");
      assertThat(
              box.run(
                      Command.shell("dd if=/dev/random bs=64 count=1 2>&-")
                          .timeout(Duration.ofSeconds(10)))
                  .orThrow()
                  .stdout()
                  .size())
          .isEqualTo(64);
    }
  }

  @Test
  void theTimeIsTheHostsAlsoAfterTheMachineStoodStill() {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      assertTimeIsTheHosts(box);

      MachineProcesses.MACHINE.signal(box, "STOP");
      await().pollDelay(FROZEN).timeout(FROZEN.multipliedBy(2)).until(() -> true);
      MachineProcesses.MACHINE.signal(box, "CONT");

      assertTimeIsTheHosts(box);
    }
  }

  private static void assertTimeIsTheHosts(Box box) {
    Instant before = Instant.now();
    Matcher time = TIME.matcher(box.run("adjtimex").stdout().text());
    Instant after = Instant.now();
    assertThat(time.find()).isTrue();
    assertThat(
            Instant.ofEpochSecond(
                Long.parseLong(time.group(1)), 1000 * Long.parseLong(time.group(2))))
        .isBetween(before.minus(OFF_AT_MOST), after.plus(OFF_AT_MOST));
  }
}
