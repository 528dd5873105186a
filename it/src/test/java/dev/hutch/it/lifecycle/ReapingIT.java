package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxStartException;
import dev.hutch.Hutch;
import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hutch waits for its own children only: the application's exit codes are the application's. */
@ExtendWith(LeakGuard.class)
class ReapingIT {
  private static final int WORKERS = 2;
  private static final int BOXES = 2;

  @Test
  void theApplicationsOwnProcessesKeepTheirExitCodesUnderLoad() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newCachedThreadPool();
        Hutch hutch = Boxes.open(1)) {
      List<Future<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(threads.submit(() -> runProcessesUntil(over)));
      }
      try {
        for (int i = 0; i < BOXES; i++) {
          try (Box box = hutch.start(Boxes.small())) {
            assertThat(box.run("sh", "-c", "exit 5").exit()).isEqualTo(5);
          }
          assertThatThrownBy(() -> hutch.start(Boxes.small().kernelArguments("init=/nowhere")))
              .isInstanceOf(BoxStartException.class);
        }
      } finally {
        over.set(true);
      }
      for (Future<Integer> worker : workers) {
        assertThat(worker.get()).as("processes run beside the boxes").isGreaterThan(10);
      }
    }
  }

  /** The JDK asks for its children at once; this one has ended long before its parent asks. */
  @Test
  void aChildThatWaitsToBeAskedForKeepsItsExitCode() {
    try (Child child = Spawn.of("/bin/sh").arg("-c").arg("exit 42").start();
        Hutch hutch = Boxes.open(0)) {
      assertThat(child.pidFd().awaitExit(Duration.ofSeconds(10))).isTrue();
      hutch.start(Boxes.small()).close();
      assertThatThrownBy(() -> hutch.start(Boxes.small().kernelArguments("init=/nowhere")))
          .isInstanceOf(BoxStartException.class);
      assertThat(child.pidFd().waitForChild().value()).isEqualTo(42);
    }
  }

  private static int runProcessesUntil(AtomicBoolean over) throws Exception {
    int count = 0;
    while (!over.get()) {
      int code = count % 200 + 1;
      Process process = new ProcessBuilder("sh", "-c", "exit " + code).start();
      assertThat(process.waitFor()).isEqualTo(code);
      count++;
    }
    return count;
  }
}
