package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.InvalidSpecException;
import dev.hutch.NameInUseException;
import dev.hutch.NoSuchBoxException;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A name means one box. */
@ExtendWith(LeakGuard.class)
class NamesIT {
  private static final int ROUNDS = 20;

  @Test
  void ofProcessesThatClaimOneNameAtOnceExactlyOneGetsIt() {
    try (RunningService first = RunningService.begin(0);
        RunningService second = RunningService.begin(0);
        RunningService third = RunningService.begin(0);
        Hutch hutch = Boxes.observer()) {
      List<RunningService> services = List.of(first, second, third);
      services.forEach(RunningService::awaitOpen);
      List<String> ids = services.stream().map(s -> s.ask("create detached")).toList();
      for (int round = 0; round < ROUNDS; round++) {
        String name = "name-" + round % 2;
        services.forEach(s -> s.tell("create detached " + name));
        List<String> created = services.stream().map(RunningService::next).toList();
        assertOneGotIt(created);
        hutch.box(name).remove();
        for (int i = 0; i < ids.size(); i++) {
          services.get(i).tell("rename " + ids.get(i) + " " + name);
        }
        assertOneGotIt(services.stream().map(RunningService::next).toList());
        assertThat(ids).contains(hutch.box(name).id());
        hutch.box(name).rename("");
        assertThatThrownBy(() -> hutch.box(name)).isInstanceOf(NoSuchBoxException.class);
      }
      ids.forEach(id -> hutch.box(id).remove());
      services.forEach(s -> s.ask("close"));
    }
  }

  @Test
  void aRunningBoxIsRenamedAndItsOldNameIsFree() {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small().name("before"))) {
      box.rename("after");
      assertThat(box.name()).isEqualTo("after");
      try (Hutch other = Boxes.observer()) {
        assertThat(other.box("after").id()).isEqualTo(box.id());
        Box second = other.create(Boxes.small().name("before"));
        assertThatThrownBy(() -> second.rename("after")).isInstanceOf(NameInUseException.class);
        assertThat(second.name()).isEqualTo("before");
        second.remove();
      }
    }
  }

  @Test
  void anIdIsNoName() {
    try (Hutch hutch = Boxes.observer()) {
      Box box = hutch.create(Boxes.small());
      assertThatThrownBy(() -> Boxes.small().name(box.id()))
          .isInstanceOf(InvalidSpecException.class);
      assertThatThrownBy(() -> box.rename(box.id())).isInstanceOf(InvalidSpecException.class);
      assertThatThrownBy(() -> box.rename("../up")).isInstanceOf(InvalidSpecException.class);
      box.remove();
    }
  }

  private static void assertOneGotIt(List<String> answers) {
    assertThat(answers).filteredOn(answer -> answer.startsWith("ok")).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.contains("NameInUse")).hasSize(2);
  }
}
