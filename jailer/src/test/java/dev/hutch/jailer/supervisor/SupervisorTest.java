package dev.hutch.jailer.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.bindings.posix.ExitStatus.Kind;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.bwrap.Bubblewrap;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.identity.IdentityCheck;
import dev.hutch.jailer.identity.ShimIdentity;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final ProcessTable HOST = ProcessTable.HOST;
  private static final BoxProcesses PROCESSES = new BoxProcesses(HOST);

  private final Supervisor supervisor = new Supervisor();
  private final BoxId box = StandIn.freshId();

  @AfterEach
  void nothingIsLeftOnceItIsClosed() {
    supervisor.close();
    assertThat(supervisor.awaitReaped(box, Deadline.in(StandIn.LONG))).isTrue();
    await().untilAsserted(() -> assertThat(PROCESSES.of(box)).isEmpty());
  }

  @Test
  void aShimOutlivesTheThreadThatAskedForIt() throws Exception {
    // the thread ends when the jail is up: only then is the parent-death signal armed
    FutureTask<ShimProcess> start =
        new FutureTask<>(
            () -> StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(box))));
    Thread.ofPlatform().start(start).join();

    try (ShimProcess shim = start.get()) {
      assertThat(shim.awaitExit(Duration.ofMillis(200))).isFalse();
    }
  }

  @Test
  void theExitCodeOfTheProgramIsKnown() throws Exception {
    try (ShimProcess shim = supervisor.start(StandIn.BUBBLEWRAP, StandIn.shell(box, "exit 7"))) {
      assertThat(shim.onExit().get(20, TimeUnit.SECONDS)).isEqualTo(new ExitStatus(Kind.EXITED, 7));
    }
  }

  @Test
  void theSignalThatEndedTheProgramIsKnown() throws Exception {
    try (ShimProcess shim =
        supervisor.start(StandIn.BUBBLEWRAP, StandIn.shell(box, "kill -9 $$"))) {
      assertThat(shim.onExit().get(20, TimeUnit.SECONDS).shellCode())
          .isEqualTo(128 + Signal.SIGKILL);
    }
  }

  @Test
  void whoAsksForMessagesOfAnEndedShimIsToldWhatItWrote() {
    try (ShimProcess shim =
        supervisor.start(
            StandIn.BUBBLEWRAP, StandIn.shell(box, "echo no such thing >&2; exit 3"))) {
      assertThatThrownBy(() -> shim.await("warm", Deadline.in(StandIn.LONG)))
          .isInstanceOf(ShimExitException.class)
          .hasMessageContaining(box.value())
          .hasMessageContaining("EXITED 3")
          .hasMessageContaining("no such thing");
    }
  }

  @Test
  void whoAsksForMessagesOfASilentShimIsToldSo() {
    try (ShimProcess shim =
        supervisor.start(StandIn.BUBBLEWRAP, StandIn.shell(box, "echo busy; read line"))) {
      assertThatThrownBy(() -> shim.await("warm", Deadline.in(Duration.ofMillis(300))))
          .isInstanceOf(JailerException.class)
          .hasMessageContaining("did not send warm")
          .hasMessageContaining("busy");
    }
  }

  @Test
  void aShimEndsWhenItsControlSocketIsClosed() {
    JailSpec detached = StandIn.idle(box).withDiesWithParent(false);
    ShimProcess shim = StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, detached));
    shim.close();

    assertThat(shim.awaitExit(StandIn.LONG)).isTrue();
  }

  @Test
  void aShimWhoseOwnerLetsGoBeforeItsJailIsUpEndsByItself() {
    for (int i = 0; i < 20; i++) {
      ShimProcess shim =
          supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(box).withDiesWithParent(false));
      shim.close();
      assertThat(shim.awaitExit(StandIn.LONG)).isTrue();
    }
    await().untilAsserted(() -> assertThat(PROCESSES.of(box)).isEmpty());
  }

  @Test
  void closingAnAttachedShimKillsItWhateverItDoes() {
    ShimProcess shim = StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.stubborn(box)));
    shim.close();

    assertThat(shim.awaitExit(StandIn.LONG)).isTrue();
  }

  @Test
  void killingTheOuterBubblewrapTakesTheTreeDown() {
    try (ShimProcess shim =
        StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.stubborn(box)))) {
      assertThat(PROCESSES.of(box)).contains(shim.outerPid()).hasSizeGreaterThan(2);
      kill(shim.outerPid());

      assertThat(shim.awaitExit(StandIn.LONG)).isTrue();
      await().untilAsserted(() -> assertThat(PROCESSES.of(box)).isEmpty());
    }
  }

  @Test
  void theShimIsFoundInItsTree() {
    try (ShimProcess shim = StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(box)))) {
      ShimIdentity identity = shim.identity(Deadline.in(StandIn.LONG)).orElseThrow();

      assertThat(identity.verify(HOST)).isEqualTo(IdentityCheck.MATCH);
      assertThat(HOST.arguments(identity.pid())).startsWith("/bin/sh").endsWith(box.value());
      assertThat(namespacePids(identity.pid())).hasSize(2).last().isEqualTo(2);
      assertThat(namespacePids(shim.firstPid(Deadline.in(StandIn.LONG)).orElseThrow()))
          .hasSize(2)
          .last()
          .isEqualTo(1);
    }
  }

  @Test
  void withoutAReaperTheShimIsTheFirstProcess() {
    JailSpec spec = StandIn.idle(box).withReaper(false);
    try (ShimProcess shim = StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, spec))) {
      ShimIdentity identity = shim.identity(Deadline.in(StandIn.LONG)).orElseThrow();

      assertThat(namespacePids(identity.pid())).hasSize(2).last().isEqualTo(1);
    }
  }

  @Test
  void fiftyFailedStartsLeaveNoZombieAndNoDescriptor() throws Exception {
    JailSpec impossible =
        StandIn.shell(box, "true").withReadOnly(List.of(Path.of("/no/such/file")));
    failedStart(impossible);
    long descriptors = descriptors();

    for (int i = 0; i < 50; i++) {
      failedStart(impossible);
    }

    assertThat(descriptors()).isEqualTo(descriptors);
    assertThat(zombies()).isEmpty();
  }

  @Test
  void hasNeitherThreadNorDescriptorBeforeItsFirstShim() throws Exception {
    long descriptors = descriptors();
    Supervisor unused = new Supervisor();
    assertThat(descriptors()).isEqualTo(descriptors);
    unused.close();
    assertThatThrownBy(() -> unused.start(StandIn.BUBBLEWRAP, StandIn.idle(box)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(descriptors()).isEqualTo(descriptors);
    await().untilAsserted(() -> assertThat(threads()).isEmpty()); // of the tests before too
  }

  @Test
  void aBubblewrapThatCannotBeExecutedLeavesNothing() throws Exception {
    try (Supervisor broken = new Supervisor()) {
      JailSpec spec = StandIn.idle(box);
      assertThatThrownBy(() -> broken.start(new Bubblewrap(Path.of("/no/such/bwrap"), false), spec))
          .hasMessageContaining("/no/such/bwrap");
      long descriptors = descriptors();

      assertThatThrownBy(() -> broken.start(new Bubblewrap(Path.of("/no/such/bwrap"), false), spec))
          .isInstanceOf(JailerException.class);
      assertThat(descriptors()).isEqualTo(descriptors);
    }
  }

  @Test
  void theApplicationsOwnProcessesKeepTheirExitCodes() throws Exception {
    List<Integer> wrong = new ArrayList<>();
    Thread application =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    int code = exitCodeOf("exit " + i);
                    if (code != i) {
                      wrong.add(code);
                    }
                  }
                });
    List<CompletableFuture<ExitStatus>> shims = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      try (ShimProcess shim =
          supervisor.start(
              StandIn.BUBBLEWRAP, StandIn.shell(box, "exit " + i).withDiesWithParent(false))) {
        shims.add(shim.onExit());
      }
    }
    application.join();

    assertThat(wrong).isEmpty();
    for (int i = 0; i < shims.size(); i++) {
      assertThat(shims.get(i).get(20, TimeUnit.SECONDS).value()).isEqualTo(i);
    }
  }

  @Test
  void aClosedSupervisorStartsNothing() {
    supervisor.close();
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(box)))
                    .isInstanceOf(IllegalStateException.class));
  }

  private void failedStart(JailSpec spec) throws Exception {
    try (ShimProcess shim = supervisor.start(StandIn.BUBBLEWRAP, spec)) {
      assertThat(shim.onExit().get(20, TimeUnit.SECONDS)).isEqualTo(new ExitStatus(Kind.EXITED, 1));
      assertThat(shim.logTail()).contains("/no/such/file");
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("hutch-supervisor"))
        .toList();
  }

  private static List<Integer> namespacePids(int pid) {
    return HOST.status(pid).orElseThrow().namespacePids();
  }

  private static List<Integer> zombies() {
    int self = Math.toIntExact(ProcessHandle.current().pid());
    return HOST.pids(
        pid -> HOST.stat(pid).filter(stat -> stat.isZombie() && stat.parent() == self).isPresent());
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static int exitCodeOf(String script) {
    try {
      return new ProcessBuilder("/bin/sh", "-c", script).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void kill(int pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
