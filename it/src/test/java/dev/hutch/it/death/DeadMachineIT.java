package dev.hutch.it.death;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.BoxProcess;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Snapshot;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process of a box's tree dies: the others follow, and the owner is told. */
@ExtendWith(LeakGuard.class)
class DeadMachineIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(strings = {"qemu-system-x86", "java", "bwrap"})
  void aBoxThatLosesOneProcessIsGoneWhole(String name) throws Exception {
    Snapshot before = Snapshot.execution();
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small());
        BoxProcess sleeper = box.exec(Command.of("sleep", "1000"))) {
      kill(before, name);
      assertThatThrownBy(() -> sleeper.waitFor(AT_ONCE)).isInstanceOf(BoxGoneException.class);
      await().atMost(AT_ONCE).until(() -> !box.isAlive());
      DeadBoxes.assertNothingRunsASecondLater(before);
      assertThatThrownBy(() -> box.run("true")).isInstanceOf(BoxGoneException.class);
    }
  }

  /** Kills the first with this name; of the two bwrap that is the outer one. */
  private static void kill(Snapshot before, String name) {
    long pid =
        Objects.requireNonNull(Snapshot.execution().since(before).get("processes")).stream()
            .map(line -> line.split(" ", -1))
            .filter(words -> words[1].equals(name))
            .mapToLong(words -> Long.parseLong(words[0]))
            .min()
            .orElseThrow();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
