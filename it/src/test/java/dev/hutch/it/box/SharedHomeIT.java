package dev.hutch.it.box;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many processes share one home. */
@ExtendWith(LeakGuard.class)
class SharedHomeIT {
  @Test
  void twoCommandsAndARuntimeUseOneHomeAtOnce() {
    try (RunningHutch first = HutchCommand.running("echo", "first").start();
        RunningHutch second = HutchCommand.running("echo", "second").start();
        Hutch hutch = Boxes.open(1);
        Box box = hutch.start(Boxes.small())) {
      assertThat(box.run("echo", "third").stdout().text()).isEqualTo("third\n");
      assertThat(first.awaitEnd().stdout()).isEqualTo("first\n");
      assertThat(second.awaitEnd().stdout()).isEqualTo("second\n");
      assertThat(box.run("true").ok()).as("others that end do not touch this box").isTrue();
    }
  }
}
