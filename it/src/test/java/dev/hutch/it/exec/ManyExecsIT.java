package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.Command;
import dev.hutch.HutchException;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** As many commands at a time as a box has room for; none knows of another. */
@ExtendWith({LeakGuard.class, OneBox.class})
class ManyExecsIT {
  private static final int CHANNELS = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void twoHundredAtATimeGetTheirOwnBytesAndNoOthers(Box box) throws Exception {
    Random random = new Random(200);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> execs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int size = random.nextInt(i % 20 == 0 ? 600_000 : 30_000);
        RandomBytes bytes = new RandomBytes(i, size);
        execs.add(threads.submit(() -> throughAllStreams(box, bytes)));
      }
      for (Future<Integer> exec : execs) {
        assertThat(exec.get(5, TimeUnit.MINUTES)).isZero();
      }
    }
  }

  @Test
  void oneMoreThanThereAreChannelsIsRefusedUntilOneHasEnded(Box box) throws Exception {
    List<BoxProcess> processes = new ArrayList<>();
    try {
      for (int i = 0; i < CHANNELS; i++) {
        processes.add(box.exec(Command.of("cat")));
      }
      assertThatThrownBy(() -> box.run("true"))
          .isInstanceOf(HutchException.class)
          .hasMessageContainingAll("busy", "256 channels");
      assertThatThrownBy(box::stats).hasMessageContaining("busy");
      processes.removeLast().close();
      await("a channel").atMost(PATIENCE).ignoreExceptions().until(() -> box.run("true").ok());
      assertThat(processes).allMatch(Process::isAlive);
    } finally {
      processes.forEach(BoxProcess::close);
    }
    await("all commands' end").atMost(PATIENCE).until(() -> box.stats().operations(), n -> n == 1);
    assertThat(box.run("ps").stdout().text()).doesNotContain("cat");
  }

  private static int throughAllStreams(Box box, RandomBytes bytes) throws Exception {
    // the process is closed before its threads, which end with it, are waited for
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        BoxProcess process = box.exec(Command.of("tee", "/dev/stderr"))) {
      List<Callable<Integer>> streams =
          List.of(
              () -> bytes.writeTo(process.getOutputStream()),
              () -> bytes.verifyAll(process.getInputStream()),
              () -> bytes.verifyAll(process.getErrorStream()));
      List<Future<Integer>> ends = new ArrayList<>();
      streams.forEach(stream -> ends.add(threads.submit(stream)));
      for (Future<Integer> end : ends) {
        assertThat(end.get(4, TimeUnit.MINUTES)).isEqualTo(ends.getFirst().get());
      }
      return process.waitFor();
    }
  }
}
