package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxInfo;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.NoSuchBoxException;
import dev.hutch.it.Checkout;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A detached box belongs to the home, not to a process. */
@ExtendWith(LeakGuard.class)
class DetachedBoxIT {
  @Test
  void hasAPidFileThatNamesItsShim() throws Exception {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      long shim = BoxLook.at(box.id()).part(BoxLook.Part.SHIM).orElseThrow().pid();
      Path pidFile = Checkout.home().resolve("boxes").resolve(box.id()).resolve("shim.pid");
      assertThat(Files.readAllLines(pidFile)).contains("pid=" + shim, "box=" + box.id());
      assertThat(box.info().pid()).hasValue(Math.toIntExact(shim));
      box.remove(true);
    }
  }

  @Test
  void severalHaveDistinctPids() {
    try (Hutch hutch = Boxes.open(0)) {
      List<Box> boxes = List.of(start(hutch), start(hutch), start(hutch));
      assertThat(hutch.boxes())
          .extracting(BoxInfo::id)
          .as("listed, the oldest first")
          .containsSubsequence(boxes.stream().map(Box::id).toList());
      assertThat(boxes.stream().map(box -> box.info().pid().orElseThrow()).distinct()).hasSize(3);
      boxes.forEach(box -> box.remove(true));
    }
  }

  @Test
  void survivesItsRuntimeAndIsUsedStoppedRestartedAndRemovedByAnother() {
    String id;
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.detached())) {
      id = box.id();
    }
    Tree tree = Tree.of(id);
    assertThat(tree.alive()).isNotEmpty();
    try (Hutch hutch = Boxes.observer()) {
      Box box = hutch.box(id);
      assertThat(box.state()).isEqualTo(BoxState.RUNNING);
      box.run("sh", "-c", "echo kept > /root/file").orThrow();
      box.stop();
      tree.assertGone();
      assertThat(box.state()).isEqualTo(BoxState.STOPPED);
      box.start();
      assertThat(box.run("cat", "/root/file").stdout().text()).isEqualTo("kept\n");
    }
    try (Hutch hutch = Boxes.observer()) {
      hutch.box(id).remove(true);
      assertThatThrownBy(() -> hutch.box(id)).isInstanceOf(NoSuchBoxException.class);
    }
    assertThat(BoxLook.at(id).isNothing()).isTrue();
  }

  @Test
  void survivesTheDeathOfTheProcessThatStartedIt() {
    String id;
    try (RunningService service = RunningService.open()) {
      id = service.ask("start detached");
      service.kill();
    }
    try (Hutch hutch = Boxes.observer();
        Box box = hutch.box(id)) {
      assertThat(box.state()).isEqualTo(BoxState.RUNNING);
      assertThat(box.run("echo", "alive").stdout().text()).isEqualTo("alive\n");
      box.remove(true);
    }
  }

  private static Box start(Hutch hutch) {
    return hutch.start(Boxes.detached());
  }
}
