package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A box that can be left belongs to its starter until it is left. */
@ExtendWith(LeakGuard.class)
class LeavableBoxIT {
  @Test
  void hasNoProcessASecondAfterItsOwnerWasKilled() {
    try (RunningService service = RunningService.open()) {
      String id = service.ask("start leavable");
      Tree tree = Tree.of(id);
      service.kill();
      tree.assertGoneWithin(Duration.ofSeconds(1));
      try (Hutch hutch = Boxes.observer()) {
        assertThat(hutch.box(id).info().failure().orElseThrow().message())
            .contains("its owner has gone");
        hutch.box(id).remove();
      }
    }
  }

  @Test
  void isRemovedWithItsHandle() {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.small().leavable(true));
      Tree tree = Tree.of(box.id());
      box.close();
      tree.assertGone();
      assertThat(BoxLook.at(box.id()).isNothing()).isTrue();
    }
  }

  @Test
  void goesOnDetachedWhenItWasLeftThoughItsOwnerIsKilledNext() {
    String id;
    try (RunningService service = RunningService.open()) {
      id = service.ask("start leavable");
      service.ask("leave " + id);
      service.kill();
    }
    try (Hutch hutch = Boxes.observer()) {
      Box box = hutch.box(id);
      assertThat(box.run("echo", "here").stdout().text()).isEqualTo("here\n");
      assertThat(box.info().spec().detach()).isTrue();
      box.remove(true);
    }
  }

  @Test
  void isNotRemovedWithItsHandleWhenItWasLeft() {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.small().leavable(true));
      box.leave();
      box.leave();
      box.close();
      Box again = hutch.box(box.id());
      assertThat(again.state()).isEqualTo(BoxState.RUNNING);
      again.remove(true);
    }
  }

  @Test
  void anAttachedBoxCannotBeLeft() {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      assertThatThrownBy(box::leave)
          .isInstanceOf(HutchException.class)
          .hasMessageContaining("leavable(true)");
      assertThat(box.info().spec().detach()).isFalse();
    }
  }
}
