package dev.hutch.it.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.BoxProcess;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.it.Checkout;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Snapshot;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways a box ends by its owner's will; the guard sees that each leaves nothing. */
@ExtendWith(LeakGuard.class)
class EndingIT {
  @Test
  void stopLetsCommandsSayGoodbyeEndsAllAndKeepsTheFilesUntilClose() throws Exception {
    Snapshot before = Snapshot.execution();
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.small());
      Path files = Checkout.home().resolve("boxes").resolve(box.id());
      Command command =
          Command.of(
              "sh", "-c", "trap 'echo bye; exit' TERM; echo ready; while :; do sleep 1; done");
      try (BoxProcess process = box.exec(command);
          BufferedReader output = process.inputReader()) {
        assertThat(output.readLine()).isEqualTo("ready");
        box.stop(Duration.ofSeconds(20));
        assertThat(output.readLine()).isEqualTo("bye");
      }
      assertThat(box.isAlive()).isFalse();
      assertThat(Snapshot.execution().since(before)).isEmpty();
      assertThat(files.resolve("disk.ext4")).exists();
      assertThatThrownBy(() -> box.run("true")).isInstanceOf(BoxGoneException.class);
      box.stop();
      box.close();
      assertThat(files).doesNotExist();
      box.close();
    }
  }

  @Test
  void stopKillsWhatIgnoresItsGrace() {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      box.run("sh", "-c", "(trap '' TERM; sleep 1000) >/dev/null 2>&1 &").orThrow();
      box.stop(Duration.ofMillis(200));
      assertThat(box.isAlive()).isFalse();
    }
  }

  @Test
  void closingTheRuntimeEndsItsBoxes() {
    Hutch hutch = Boxes.open(0);
    Box first = hutch.start(Boxes.small());
    Box second = hutch.start(Boxes.small());
    hutch.close();
    assertThat(first.isAlive()).isFalse();
    assertThat(second.isAlive()).isFalse();
    assertThatThrownBy(() -> hutch.start(Boxes.small()))
        .isInstanceOf(HutchException.class)
        .hasMessageContainingAll("closed", "open another");
    hutch.close();
  }

  @Test
  void closingTheRuntimeWhileABoxStartsEndsThatBox() throws Exception {
    Hutch hutch = Boxes.open(0);
    FutureTask<Box> starting = new FutureTask<>(() -> hutch.start(Boxes.neverGreeting()));
    Thread.ofPlatform().start(starting);
    Boxes.awaitOneBooting();
    hutch.close();
    assertThatThrownBy(() -> starting.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(HutchException.class);
  }

  @Test
  void aBoxThatRebootsItselfIsGoneAndSaysSo() {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      Command reboot = Command.of("reboot", "-f").timeout(Duration.ofSeconds(20));
      assertThatThrownBy(() -> box.run(reboot)).isInstanceOf(BoxGoneException.class);
      assertThatThrownBy(() -> box.run("true")).isInstanceOf(BoxGoneException.class);
    }
  }
}
