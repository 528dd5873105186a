package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import dev.hutch.it.service.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forced removal reaps the whole tree, in whatever condition it and its owner are. */
@ExtendWith(LeakGuard.class)
class ForceRemoveIT {
  @Test
  void reapsTheWholeTreeAndNothingElse() {
    try (Hutch hutch = Boxes.open(0);
        Box neighbour = hutch.start(Boxes.small())) {
      Box box = hutch.start(Boxes.detached());
      Tree tree = Tree.of(box.id());
      box.remove(true);
      tree.assertGone();
      assertThat(BoxLook.at(box.id()).isNothing()).isTrue();
      assertThat(neighbour.run("true").ok()).isTrue();
    }
  }

  @Test
  void reapsATreeOfWhichEveryProcessIsFrozen() {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      Tree tree = Tree.of(box.id());
      tree.signal("STOP");
      box.remove(true);
      tree.assertGone();
      assertThat(BoxLook.at(box.id()).isNothing()).isTrue();
    }
  }

  /** Neither its arguments nor its pid namespace tell whose it is. */
  @Test
  void reapsAProcessThatOnlyItsGroupBetrays() throws Exception {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      Process stray = Bystander.naming("nobody");
      try {
        Path group = BoxLook.at(box.id()).groups().iterator().next();
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(stray.pid()));
        box.remove(true);
        assertThat(stray.waitFor(Duration.ofSeconds(1))).isTrue();
        assertThat(BoxLook.at(box.id()).isNothing()).isTrue();
      } finally {
        stray.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void reapsTheBoxOfAFrozenOwnerWhichDoesNoHarmWhenItGoesOn() {
    try (RunningService service = RunningService.open()) {
      String id = service.ask("start attached");
      Tree tree = Tree.of(id);
      Signals.send("STOP", service.pid());
      try (Hutch hutch = Boxes.observer();
          Box box = hutch.box(id)) {
        box.remove(true);
      }
      tree.assertGone();
      assertThat(BoxLook.at(id).isNothing()).isTrue();
      Signals.send("CONT", service.pid());
      assertThat(service.refused("exec " + id + " true")).contains("BoxGone");
      service.ask("close");
      assertThat(BoxLook.at(id).isNothing()).as("nothing came back").isTrue();
    }
  }

  /** {@code hutch rm -f ID} itself is such a process, and an editor with the box's console. */
  @Test
  void sparesProcessesThatMerelyNameTheBox() throws Exception {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      Process bystander = Bystander.naming(box.id());
      try {
        box.remove(true);
        assertThat(bystander.isAlive()).isTrue();
      } finally {
        bystander.destroyForcibly().waitFor();
      }
    }
  }
}
