package dev.hutch.jailer.teardown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.posix.Signal;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.identity.BootId;
import dev.hutch.jailer.identity.ShimIdentity;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.ShimProcess;
import dev.hutch.jailer.supervisor.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeardownTest extends WithBoxFiles {
  /** The ways to reach a tree. */
  enum Reach {
    CGROUP,
    NAMESPACE
  }

  private static final ProcessTable HOST = ProcessTable.HOST;

  @AfterEach
  @Override
  void nothingIsLeft() {
    super.nothingIsLeft();
    assertThat(BoxCgroup.find(Hierarchies.read(), box)).isEmpty();
    assertThat(supervisor.awaitReaped(box, Deadline.in(StandIn.LONG))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Reach.class)
  void takesTheWholeTreeDownAndHoldsTheLock(Reach reach) throws Exception {
    try (ShimProcess shim = running(box, reach)) {
      assertThat(BoxLock.isHeld(files.lock())).isTrue();

      try (Proof proof = teardown(reach).kill(box, files, StandIn.LONG)) {
        assertThat(proof.lock()).isPresent();
        assertThat(BoxLock.tryAcquire(files.lock())).isEmpty();
        assertThat(teardown(reach).observe(box, files).processes()).isEmpty();
        assertThat(shim.onExit()).isDone();
      }
      assertThat(teardown(reach).observe(box, files).isNothing()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Reach.class)
  void reachesATreeWhosePidFileIsMissing(Reach reach) throws Exception {
    try (ShimProcess shim = running(box, reach)) {
      files.pidFile().delete();
      teardown(reach).kill(box, files, StandIn.LONG).close();
      assertThat(shim.onExit()).isDone();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "garbage",
        "hutch-shim=1\npid=1\n",
        "hutch-shim=1\npid=-1\nstart=x\nboot=\nbox=/\nend\n"
      })
  void reachesATreeWhosePidFileIsDamaged(String content) throws Exception {
    try (ShimProcess shim = running(box, Reach.NAMESPACE)) {
      Files.writeString(files.pidFile().path(), content);
      teardown(Reach.NAMESPACE).kill(box, files, StandIn.LONG).close();
      assertThat(shim.onExit()).isDone();
    }
  }

  @Test
  void neverKillsAProcessThatOnlyHasTheRecordedPid() throws Exception {
    Process bystander = new ProcessBuilder("/bin/sleep", "1000").start();
    try (ShimProcess shim = running(box, Reach.NAMESPACE)) {
      ShimIdentity recycled =
          ShimIdentity.of(HOST, Math.toIntExact(bystander.pid()), box).orElseThrow();
      for (long start : new long[] {recycled.startTicks(), recycled.startTicks() - 1}) {
        files.pidFile().write(new ShimIdentity(recycled.pid(), start, BootId.current(), box));
      }

      teardown(Reach.NAMESPACE).kill(box, files, StandIn.LONG).close();

      assertThat(shim.onExit()).isDone();
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource(Reach.class)
  void neverTouchesABoxWhoseIdBeginsTheSame(Reach reach) throws Exception {
    BoxId longer = new BoxId(box + "0");
    Path neighbour = Files.createDirectory(directory.resolve("neighbour"));
    try (ShimProcess shim = running(box, reach);
        ShimProcess other = running(longer, reach, BoxFiles.in(neighbour))) {
      // a pid file that came from the neighbour, too
      Files.copy(
          BoxFiles.in(neighbour).pidFile().path(),
          files.pidFile().path(),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);

      teardown(reach).kill(box, files, StandIn.LONG).close();

      assertThat(shim.onExit()).isDone();
      assertThat(other.onExit()).isNotDone();
      assertThat(teardown(reach).observe(longer, BoxFiles.in(neighbour)).locked()).isTrue();
      teardown(reach).kill(longer, BoxFiles.in(neighbour), StandIn.LONG).close();
    }
  }

  @Test
  void reachesWhatIsOnlyInItsGroup() throws Exception {
    BoxCgroup group = BoxCgroup.create(Hierarchies.read(), box).orElseThrow();
    Process nameless = new ProcessBuilder("/bin/sleep", "1000").start();
    try {
      group.placeTree(HOST, Math.toIntExact(nameless.pid()));

      teardown(Reach.CGROUP).kill(box, files, Duration.ofSeconds(2)).close();

      assertThat(nameless.waitFor()).isEqualTo(128 + Signal.SIGKILL);
    } finally {
      nameless.destroyForcibly().waitFor();
      group.remove();
    }
  }

  @ParameterizedTest
  @EnumSource(Reach.class)
  void reachesATreeThatLostItsOuterBubblewrap(Reach reach) throws Exception {
    JailSpec detached = StandIn.stubborn(box).withDiesWithParent(false);
    try (Supervisor other = new Supervisor();
        ShimProcess shim = StandIn.warm(other.start(StandIn.BUBBLEWRAP, detached))) {
      placeAndSendLock(shim, reach, files);
      ProcessHandle.of(shim.outerPid()).orElseThrow().destroyForcibly();
      assertThat(shim.awaitExit(StandIn.LONG)).isTrue();

      teardown(reach).kill(box, files, StandIn.LONG).close();

      assertThat(teardown(reach).observe(box, files).isNothing()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Reach.class)
  void reachesAStoppedTree(Reach reach) throws Exception {
    try (ShimProcess shim = running(box, reach)) {
      for (int pid : HOST.tree(shim.outerPid())) {
        new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + pid).start().waitFor();
      }
      teardown(reach).kill(box, files, StandIn.LONG).close();
      assertThat(shim.onExit().join().value()).isEqualTo(Signal.SIGKILL);
    }
  }

  @Test
  void whatCannotBeProvenIsReportedAndTheFilesStay() throws Exception {
    try (BoxLock foreign = BoxLock.acquire(files.lock())) {
      Files.writeString(files.pidFile().path(), "kept", UTF_8);
      int self = Math.toIntExact(ProcessHandle.current().pid());

      assertThatThrownBy(() -> teardown(Reach.CGROUP).kill(box, files, Duration.ofMillis(100)))
          .isInstanceOfSatisfying(
              TeardownException.class,
              e -> {
                assertThat(e.remains().locked()).isTrue();
                assertThat(e.remains().lockHolders()).contains(self);
              })
          .hasMessageContaining(box.value())
          .hasMessageContaining("box lock");
      assertThat(foreign.path()).exists();
      assertThat(files.pidFile().path()).hasContent("kept");
    }
  }

  @Test
  void waitsForAnotherOwnerToLetGo() throws Exception {
    BoxLock other = BoxLock.acquire(files.lock());
    Thread release =
        Thread.ofPlatform()
            .start(
                () -> {
                  java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                  other.close();
                });

    try (Proof proof = teardown(Reach.CGROUP).kill(box, files, StandIn.LONG)) {
      assertThat(proof.lock()).isPresent();
    }
    release.join();
  }

  @Test
  void aBoxWithoutFilesAndProcessesIsProvenAtOnce() {
    try (Proof proof =
        teardown(Reach.CGROUP).kill(box, BoxFiles.in(directory.resolve("never")), StandIn.LONG)) {
      assertThat(proof.lock()).isEmpty();
      assertThat(proof.killed()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Reach.class)
  void theMereProofKillsNothing(Reach reach) throws Exception {
    try (ShimProcess shim = running(box, reach)) {
      assertThat(teardown(reach).prove(box, files)).isEmpty();
      assertThat(shim.onExit()).isNotDone();
      teardown(reach).kill(box, files, StandIn.LONG).close();

      try (Proof proof = teardown(reach).prove(box, files).orElseThrow()) {
        assertThat(proof.lock()).isPresent();
        assertThat(teardown(reach).prove(box, files)).as("while the lock is held").isEmpty();
      }
    }
  }

  @RepeatedTest(5)
  void twoAtOnceBothGetTheirProofAndNeitherWaitsForItsDeadline() throws Exception {
    try (ShimProcess shim = running(box, Reach.CGROUP);
        ExecutorService both = Executors.newFixedThreadPool(2)) {
      Callable<Duration> kill =
          () -> {
            try (Proof proof = teardown(Reach.CGROUP).kill(box, files, StandIn.LONG)) {
              return proof.took();
            }
          };
      for (Future<Duration> took : both.invokeAll(List.of(kill, kill))) {
        assertThat(took.get()).isLessThan(StandIn.LONG.dividedBy(2));
      }
      assertThat(shim.onExit()).isDone();
    }
  }

  private ShimProcess running(BoxId id, Reach reach) throws Exception {
    return running(id, reach, files);
  }

  private ShimProcess running(BoxId id, Reach reach, BoxFiles place) throws Exception {
    ShimProcess shim = StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.stubborn(id)));
    placeAndSendLock(shim, reach, place);
    return shim;
  }

  /**
   * The stand-in never reads the message: the descriptor under way in its socket is the only holder
   * of the lock.
   */
  private static void placeAndSendLock(ShimProcess shim, Reach reach, BoxFiles place) {
    if (reach == Reach.CGROUP) {
      shim.placeIn(BoxCgroup.create(Hierarchies.read(), shim.box()).orElseThrow());
    }
    place.pidFile().write(shim.identity(Deadline.in(StandIn.LONG)).orElseThrow());
    try (BoxLock lock = BoxLock.acquire(place.lock())) {
      assertThat(shim.control().send(new byte[] {1}, List.of(lock.fd()))).isTrue();
    }
  }

  private Teardown teardown(Reach reach) {
    return new Teardown(reach == Reach.CGROUP ? Hierarchies.read() : Hierarchies.NONE, supervisor);
  }
}
