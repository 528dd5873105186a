package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import dev.hutch.it.service.Signals;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An attached box ends with its owner, however that ends. */
@ExtendWith(LeakGuard.class)
class AttachedBoxIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  @Test
  void isGoneWhenItsOwnerHasClosedItsRuntime() {
    try (RunningService service = RunningService.open()) {
      String id = service.ask("start attached");
      Tree tree = Tree.of(id);
      service.ask("close");
      tree.assertGone();
      assertThat(BoxLook.at(id).isNothing()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"return, 0", "throw, 1"})
  void isGoneWhenItsOwnerHasLeftMainWithoutClosing(String way, int exit) {
    try (RunningService service = RunningService.open()) {
      String id = service.ask("start attached");
      Tree tree = Tree.of(id);
      service.tell(way);
      assertThat(service.awaitEnd()).isEqualTo(exit);
      tree.assertGone();
      assertThat(BoxLook.at(id).isNothing()).isTrue();
    }
  }

  @Test
  void hasNoProcessASecondAfterItsOwnerWasKilled() {
    try (RunningService service = RunningService.open()) {
      String id = service.ask("start attached");
      Tree tree = Tree.of(id);
      service.kill();
      tree.assertGoneWithin(AT_ONCE);
      removeWhatIsLeftOf(id);
    }
  }

  /** Its shim cannot see the end of its owner; what does then is the kernel. */
  @Test
  void hasNoProcessASecondAfterItsOwnerWasKilledThoughItsShimIsFrozen() {
    try (RunningService service = RunningService.open()) {
      String id = service.ask("start attached");
      Tree tree = Tree.of(id);
      Signals.send("STOP", BoxLook.at(id).part(BoxLook.Part.SHIM).orElseThrow().pid());
      service.kill();
      tree.assertGoneWithin(AT_ONCE);
      removeWhatIsLeftOf(id);
    }
  }

  /** The record of a box whose owner could not remove it tells what became of it. */
  private static void removeWhatIsLeftOf(String id) {
    try (Hutch hutch = Boxes.observer();
        Box box = hutch.box(id)) {
      assertThat(box.state()).isEqualTo(BoxLook.at(id).state());
      assertThat(box.state()).isIn(BoxState.STOPPED, BoxState.FAILED);
      box.remove();
    }
    assertThat(BoxLook.at(id).isNothing()).isTrue();
  }
}
