package dev.hutch.it.death;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.Box;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that runs commands in another's box, and is killed. */
@ExtendWith({LeakGuard.class, OneBox.class})
class KilledClientIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  @Test
  void leavesNoCommandInTheGuest(Box box) {
    try (RunningService service = RunningService.open()) {
      for (int i = 0; i < 10; i++) {
        service.ask("hold " + box.id() + " sleep 4711");
        service.ask("hold " + box.id() + " cat /dev/zero"); // whose output nobody reads
      }
      assertThat(commands(box)).isEqualTo(20);
      service.kill();
    }
    await("their end").atMost(AT_ONCE).until(() -> commands(box) == 0);
    assertThat(box.stats().operations()).isEqualTo(1);
  }

  private static long commands(Box box) {
    return box.run("ps").stdout().text().lines().filter(KilledClientIT::isTheirs).count();
  }

  private static boolean isTheirs(String process) {
    return process.endsWith("sleep 4711") || process.endsWith("cat /dev/zero");
  }
}
