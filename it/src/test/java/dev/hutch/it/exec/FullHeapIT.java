package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process whose heap has no room for what a command writes. */
@ExtendWith({LeakGuard.class, OneBox.class})
class FullHeapIT {
  @Test
  void isToldSoAndTheCommandIsKilled(Box box) {
    try (RunningService service = RunningService.begin(0, "env", "JAVA_TOOL_OPTIONS=-Xmx40m")) {
      service.awaitOpen();
      assertThat(service.refused("flood " + box.id()))
          .startsWith("HutchException")
          .contains("OutOfMemoryError");
      assertThat(service.ask("exec " + box.id() + " echo well")).isEqualTo("0 well");
      assertThat(box.run("ps").stdout().text()).doesNotContain("cat /dev/zero");
    }
  }
}
