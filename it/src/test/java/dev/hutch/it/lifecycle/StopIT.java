package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.BoxInfo;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.Signals;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stopping reaps the whole tree, keeps the box, and is believed by everybody. */
@ExtendWith(LeakGuard.class)
class StopIT {
  @Test
  void reapsTheWholeTreeAndKeepsTheBoxWhoeverAsks() throws Exception {
    try (Hutch owner = Boxes.open(0);
        Box box = owner.start(Boxes.small())) {
      Tree tree = Tree.of(box.id());
      CompletableFuture<BoxInfo> exit = box.onExit();
      assertThat(exit).isNotDone();
      try (Hutch other = Boxes.observer()) {
        other.box(box.id()).stop();
        tree.assertGone();
      }
      assertThat(exit.get(5, TimeUnit.SECONDS).state()).isEqualTo(BoxState.STOPPED);
      BoxLook look = BoxLook.at(box.id());
      assertThat(look.isThere()).isTrue();
      assertThat(look.groups()).isEmpty();
      assertThat(look.locked()).isFalse();
      assertThat(box.state()).isEqualTo(BoxState.STOPPED);
      assertThat(box.awaitEnd(Duration.ZERO)).isTrue();
      assertThatThrownBy(() -> box.run("true")).isInstanceOf(BoxGoneException.class);
      box.stop();
      box.kill();
      assertThat(box.state()).as("stopping twice changes nothing").isEqualTo(BoxState.STOPPED);
    }
  }

  @Test
  void aFrozenShimIsKilledWhenItDoesNotAnswer() {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      Tree tree = Tree.of(box.id());
      Signals.send("STOP", BoxLook.at(box.id()).part(BoxLook.Part.SHIM).orElseThrow().pid());
      box.kill();
      tree.assertGone();
      assertThat(box.state()).isEqualTo(BoxState.STOPPED);
    }
  }

  @Test
  void restartKeepsTheDiskAndTheIdAndTheName() {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small().name("restarted"))) {
      box.run("sh", "-c", "echo kept > /root/file").orThrow();
      Tree tree = Tree.of(box.id());
      box.restart();
      tree.assertGone();
      assertThat(box.run("cat", "/root/file").stdout().text()).isEqualTo("kept\n");
      assertThat(hutch.box("restarted").id()).isEqualTo(box.id());
    }
  }
}
