package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxInfo;
import dev.hutch.Hutch;
import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two services and the command line share a home and do not wait for each other. */
@ExtendWith(LeakGuard.class)
class ManyProcessesIT {
  private static final int ROUNDS = 2;

  @Test
  void twoServicesAndTheCommandLineWorkOnOneHomeAtOnce() throws Exception {
    try (RunningService first = RunningService.begin(0);
        RunningService second = RunningService.begin(1);
        Hutch hutch = Boxes.observer();
        ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> work = new ArrayList<>();
      work.add(threads.submit(() -> serve(first)));
      work.add(threads.submit(() -> serve(second)));
      work.add(threads.submit(ManyProcessesIT::type));
      while (work.stream().anyMatch(w -> !w.isDone())) {
        List<String> ids = hutch.boxes().stream().map(BoxInfo::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
      }
      for (Future<?> w : work) {
        w.get();
      }
      assertThat(hutch.boxes()).isEmpty();
    }
  }

  private static void serve(RunningService service) {
    service.awaitOpen();
    for (int i = 0; i < ROUNDS; i++) {
      String id = service.ask("start " + (i % 2 == 0 ? "attached" : "detached"));
      assertThat(service.ask("exec " + id + " echo mine")).isEqualTo("0 mine");
      service.ask("stop " + id);
      service.ask("remove " + id);
    }
    service.ask("close");
  }

  private static void type() {
    for (int i = 0; i < ROUNDS; i++) {
      String id = hutch("run", "-d").strip();
      assertThat(id).matches("[a-z2-7]{20}");
      assertThat(hutch("exec", id, "echo", "typed")).isEqualTo("typed\n");
      assertThat(hutch("ps", "-q")).contains(id);
      hutch("stop", "-t", "0", id);
      hutch("rm", id);
    }
  }

  private static String hutch(String... words) {
    Ended ended = HutchCommand.of(words).run();
    assertThat(ended.exit()).as("hutch " + String.join(" ", words) + ": " + ended).isZero();
    return ended.stdout();
  }
}
