package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxRunningException;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Proc;
import dev.hutch.it.service.RunningService;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Never two VMs on one disk. */
@ExtendWith(LeakGuard.class)
class SecondStartIT {
  private static final int ROUNDS = 4;

  @Test
  void aBoxThatRunsIsNotStartedAgainAndTheSecondIsToldAtOnce() {
    try (Hutch hutch = Boxes.open(0);
        Hutch other = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      long begun = System.nanoTime();
      assertThatThrownBy(() -> other.box(box.id()).start()).isInstanceOf(BoxRunningException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
      assertThat(box.state()).isEqualTo(BoxState.RUNNING);
      assertThat(shims(box.id())).isEqualTo(1);
      box.remove(true);
    }
  }

  @Test
  void ofTwoProcessesThatStartABoxAtOnceExactlyOneDoes() {
    try (RunningService first = RunningService.begin(0);
        RunningService second = RunningService.begin(0);
        Hutch hutch = Boxes.observer()) {
      first.awaitOpen();
      second.awaitOpen();
      Box box = hutch.create(Boxes.detached());
      for (int round = 0; round < ROUNDS; round++) {
        first.tell("begin " + box.id());
        second.tell("begin " + box.id());
        List<String> answers = List.of(first.next(), second.next());
        assertThat(answers).filteredOn(answer -> answer.equals("ok")).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.contains("BoxRunning")).hasSize(1);
        assertThat(shims(box.id())).isEqualTo(1);
        assertThat(box.run("true").ok()).isTrue();
        box.kill();
      }
      box.remove();
      first.ask("close");
      second.ask("close");
    }
  }

  private static long shims(String id) {
    BoxLook look = BoxLook.at(id);
    Stream<Proc> shims = look.processes().stream();
    return shims.filter(process -> process.name().equals("java")).count();
  }
}
