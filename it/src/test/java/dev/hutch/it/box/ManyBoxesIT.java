package dev.hutch.it.box;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.MemorySize;
import dev.hutch.it.leak.LeakGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several boxes of one runtime at the same time know nothing of each other. */
@ExtendWith(LeakGuard.class)
class ManyBoxesIT {
  private static final int COUNT = 10;

  @Test
  void tenBoxesStartedAtOnceFromVirtualThreadsAllWorkAndAreIndependent() throws Exception {
    try (Hutch hutch = Boxes.open(0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Box>> starting =
          IntStream.range(0, COUNT).mapToObj(i -> threads.submit(() -> start(hutch, i))).toList();
      List<Box> boxes = new ArrayList<>();
      for (Future<Box> box : starting) {
        boxes.add(box.get());
      }
      assertThat(boxes.stream().map(Box::id).distinct()).hasSize(COUNT);
      List<Future<String>> answers =
          boxes.stream().map(box -> threads.submit(() -> ask(box))).toList();
      for (int i = 0; i < COUNT; i++) {
        assertThat(answers.get(i).get()).isEqualTo("guest" + i + " wrote " + i + "\n");
      }
      boxes.getFirst().close();
      for (Box box : boxes.subList(1, COUNT)) {
        assertThat(box.run("true").ok()).isTrue();
      }
    }
  }

  @Test
  void twoBoxesDoNotSeeEachOther() {
    try (Hutch hutch = Boxes.open(0);
        Box first = hutch.start(Boxes.small());
        Box second = hutch.start(Boxes.small())) {
      first.run("sh", "-c", "echo mine > /root/secret; echo worse > /etc/passwd").orThrow();
      first.run("sh", "-c", "sleep 1000 >/dev/null 2>&1 &").orThrow();

      assertThat(second.run("ls", "/root").stdout().text()).isEmpty();
      assertThat(second.run("cat", "/etc/passwd").stdout().text()).contains("root:");
      assertThat(second.run("ps").stdout().text()).doesNotContain("sleep 1000");
      assertThat(first.run("ps").stdout().text()).contains("sleep 1000");
      assertThat(second.run("ip", "addr").stdout().text()).doesNotContain("eth0");
    }
  }

  private static Box start(Hutch hutch, int index) {
    return hutch.start(
        Boxes.small()
            .memory(MemorySize.mib(128))
            .hostname("guest" + index)
            .startTimeout(Duration.ofMinutes(3)));
  }

  private static String ask(Box box) {
    String script = "hostname | tr -dc 0-9 > /root/n; echo $(hostname) wrote $(cat /root/n)";
    return box.run("sh", "-c", script).stdout().text();
  }
}
