package dev.hutch.jailer.teardown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.jailer.ChildJvm;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.OwnerProgram;
import dev.hutch.jailer.supervisor.ShimProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoxWatchTest extends WithBoxFiles {
  private final BoxWatch watch = new BoxWatch(supervisor);

  @AfterEach
  @Override
  void nothingIsLeft() {
    end();
    super.nothingIsLeft();
  }

  @Test
  void aBoxWithoutProcessesHasEnded() {
    assertThat(watch.onEnd(box, files)).isDone();
    assertThat(watch.awaitEnd(box, files, Deadline.in(Duration.ZERO))).isTrue();
  }

  @Test
  void tellsTheEndOfABoxThatAnotherProcessStarted() throws Exception {
    detachedByADeadOwner();
    CompletableFuture<Void> end = watch.onEnd(box, files);
    assertThat(watch.awaitEnd(box, files, Deadline.in(Duration.ofMillis(50)))).isFalse();
    assertThat(end).isNotDone();

    end();

    assertThat(watch.awaitEnd(box, files, Deadline.in(StandIn.LONG))).isTrue();
    end.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aTreeWithoutItsOuterBubblewrapHasNotEnded() throws Exception {
    try (ShimProcess shim =
        StandIn.warm(
            supervisor.start(
                StandIn.BUBBLEWRAP, StandIn.stubborn(box).withDiesWithParent(false)))) {
      CompletableFuture<Void> end = watch.onEnd(box, files);
      ProcessHandle.of(shim.outerPid()).orElseThrow().destroyForcibly();
      assertThat(shim.awaitExit(StandIn.LONG)).isTrue();
      // the supervisor ends what a dead outer bubblewrap leaves
      end.get(20, TimeUnit.SECONDS);
      assertThat(new BoxProcesses(ProcessTable.HOST).of(box)).isEmpty();
    }
  }

  @Test
  void looksAgainForWhatBeganMeanwhile() throws Exception {
    ShimProcess first = StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.stubborn(box)));
    CompletableFuture<Void> end = watch.onEnd(box, files);
    try (ShimProcess second =
        StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.stubborn(box)))) {
      first.close();
      assertThat(first.awaitExit(StandIn.LONG)).isTrue();
      assertThat(second.onExit()).isNotDone();
      assertThatThrownBy(() -> end.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    end.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aWatchThatIsGivenUpLeavesNoDescriptor() throws Exception {
    detachedByADeadOwner();
    for (int i = 0; i < 20; i++) {
      assertThat(watch.onEnd(box, files).cancel(false)).isTrue();
    }

    await().untilAsserted(() -> assertThat(pidFds()).isZero());
  }

  @Test
  void doesNotKeepAClosedSupervisorsThread() throws Exception {
    detachedByADeadOwner();
    CompletableFuture<Void> end = watch.onEnd(box, files);
    assertThat(threads()).isEqualTo(1);

    supervisor.close();

    await().untilAsserted(() -> assertThat(end).isCancelled());
    await().untilAsserted(() -> assertThat(threads()).isZero());
    assertThat(pidFds()).isZero();
    assertThat(watch.onEnd(box, files)).isCancelled();
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    detachedByADeadOwner();
    Thread.currentThread().interrupt();

    assertThat(watch.awaitEnd(box, files, Deadline.in(StandIn.LONG))).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  private void detachedByADeadOwner() throws Exception {
    ChildJvm.startAndAwait("ready", directory, OwnerProgram.class, "detached", box.value())
        .destroyForcibly()
        .waitFor();
    assertThat(new BoxProcesses(ProcessTable.HOST).of(box)).hasSizeGreaterThan(2);
  }

  private void end() {
    new Teardown(Hierarchies.NONE, supervisor).kill(box, files, StandIn.LONG).close();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("hutch-supervisor"))
        .count();
  }

  private static long pidFds() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(BoxWatchTest::isPidFd).count();
    }
  }

  private static boolean isPidFd(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains("pidfd");
    } catch (IOException e) {
      return false;
    }
  }
}
