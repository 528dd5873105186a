package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Snapshot;
import dev.hutch.it.service.RunningService;
import java.io.File;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service runs out of descriptors in the middle of a start, at each place in turn. */
@ExtendWith(LeakGuard.class)
class NoDescriptorsIT {
  private static final int MOST = 40;
  private static final int STEP = 3;
  private static final int ENOUGH = 1000;

  @Test
  void whicheverDescriptorCannotBeHadNothingIsLeftAndTheNextStartWorks() throws Exception {
    try (RunningService service = RunningService.open()) {
      service.ask("remove " + service.ask("create attached"));
      String id = service.ask("start attached"); // all classes are loaded
      service.ask("force " + id);
      Snapshot before = Snapshot.execution();
      int failed = 0;
      for (int spare = 0; spare < MOST; spare += STEP) {
        limit(service, highest(service) + 1 + spare);
        service.tell("start attached");
        String answer = service.next();
        limit(service, ENOUGH);
        if (answer.startsWith("ok ")) {
          service.ask("force " + answer.substring(3));
          break;
        }
        failed++;
        assertThat(answer).startsWith("error ");
        assertThat(Snapshot.execution().since(before)).as("after " + answer).isEmpty();
      }
      assertThat(failed).isGreaterThan(2);
      service.ask("force " + service.ask("start attached"));
      service.ask("close");
    }
  }

  private static void limit(RunningService service, int descriptors) throws Exception {
    int exit =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(service.pid()), "--nofile=" + descriptors + ":")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
  }

  private static int highest(RunningService service) throws IOException {
    String[] descriptors =
        Objects.requireNonNull(new File("/proc/" + service.pid() + "/fd").list());
    int highest = 0;
    for (String descriptor : descriptors) {
      highest = Math.max(highest, Integer.parseInt(descriptor));
    }
    return highest;
  }
}
