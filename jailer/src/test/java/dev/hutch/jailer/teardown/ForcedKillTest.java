package dev.hutch.jailer.teardown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.ChildJvm;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.OwnerProgram;
import dev.hutch.jailer.supervisor.ShimProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which holders of a box's lock a forced kill may leave behind. */
class ForcedKillTest extends WithBoxFiles {
  private static final Duration SHORT = Duration.ofMillis(600);

  private final Teardown teardown = new Teardown(Hierarchies.read(), supervisor);

  @Test
  void doesNotWaitForAFrozenStarterWhoseShimIsDead() throws Exception {
    Process starter = frozenStarter();
    int pid = Math.toIntExact(starter.pid());
    try (Proof proof = teardown.killForced(box, files, StandIn.LONG)) {
      assertThat(proof.lock()).isEmpty();
      assertThat(proof.heldBy()).containsExactly(pid);
      assertThat(proof.killed()).isNotEmpty();
      assertThat(proof.took()).isLessThan(StandIn.LONG.dividedBy(2));
      assertThat(teardown.observe(box, files).processes()).isEmpty();
    } finally {
      starter.destroyForcibly().waitFor();
    }
    try (Proof after = teardown.killForced(box, files, StandIn.LONG)) {
      assertThat(after.lock()).isPresent();
      assertThat(after.heldBy()).isEmpty();
    }
  }

  @Test
  void aKillThatIsNotForcedWaitsForAFrozenStarter() throws Exception {
    Process starter = frozenStarter();
    try {
      assertThatThrownBy(() -> teardown.kill(box, files, SHORT))
          .isInstanceOfSatisfying(
              TeardownException.class,
              e ->
                  assertThat(e.remains().lockHolders())
                      .containsExactly(Math.toIntExact(starter.pid())));
    } finally {
      starter.destroyForcibly().waitFor();
    }
  }

  @Test
  void findsTheHolderWhenTheDirectoryWasMovedAway() throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    try (BoxLock lock = BoxLock.acquire(BoxFiles.in(home).lock())) {
      assertThat(lock.path()).exists();
      Path moved = Files.move(home, directory.resolve("moved"));

      try (Proof proof = teardown.killForced(box, BoxFiles.in(moved), StandIn.LONG)) {
        assertThat(proof.heldBy()).containsExactly(Math.toIntExact(ProcessHandle.current().pid()));
      }
    }
  }

  @Test
  void takesTheLockOfAnOwnerWhoLetsGoInTime() throws Exception {
    BoxLock other = BoxLock.acquire(files.lock());
    Thread release =
        Thread.ofPlatform()
            .start(
                () -> {
                  java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                  other.close();
                });

    try (Proof proof = teardown.killForced(box, files, StandIn.LONG)) {
      assertThat(proof.lock()).isPresent();
      assertThat(proof.heldBy()).isEmpty();
    }
    release.join();
  }

  @Test
  void aHolderBelowOurPidNamespaceIsNeverHarmless() throws Exception {
    try (Child jailed = holderInANamespace()) {
      int outer = jailed.pid();
      try {
        assertThatThrownBy(() -> teardown.killForced(box, files, SHORT))
            .isInstanceOfSatisfying(
                TeardownException.class,
                e ->
                    assertThat(e.remains().lockHolders())
                        .anyMatch(new BoxProcesses(ProcessTable.HOST)::isBelow));
      } finally {
        jailed.pidFd().signal(Signal.SIGKILL);
        assertThat(jailed.pid()).isEqualTo(outer);
        jailed.pidFd().waitForChild();
      }
    }
    teardown.kill(box, files, StandIn.LONG).close(); // when the last of them is gone
  }

  @Test
  void aHolderThatNobodySeesIsNeverHarmless() {
    try (SocketPair underWay = SocketPair.seqpacket()) {
      try (BoxLock lock = BoxLock.acquire(files.lock())) {
        DescriptorMessage.send(underWay.left(), new byte[] {1}, List.of(lock.fd()));
      }
      assertThatThrownBy(() -> teardown.killForced(box, files, SHORT))
          .isInstanceOf(TeardownException.class)
          .hasMessageContaining("not visible");
    }
    teardown.killForced(box, files, StandIn.LONG).close();
  }

  @Test
  void whatHidesItsDescriptorsBelowOurPidNamespaceIsNeverHarmless() throws Exception {
    Path sleep = Files.copy(Path.of("/bin/sleep"), directory.resolve("unreadable"));
    Files.setPosixFilePermissions(
        sleep, java.nio.file.attribute.PosixFilePermissions.fromString("--x--x--x"));

    // and what another user keeps in a pid namespace says nothing
    BoxId others = StandIn.freshId();
    try (ShimProcess shim =
        StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(others)))) {
      assertThat(shim.box()).isEqualTo(others);
      Process program =
          ChildJvm.startUnprivileged(
              directory, HiddenHolderProgram.class, box.value(), sleep.toString());
      assertThat(program.inputReader().lines().toList())
          .containsExactly("refused true", "then held by itself true");
      assertThat(program.waitFor()).isZero();
    }
    assertThat(supervisor.awaitReaped(others, Deadline.in(StandIn.LONG))).isTrue();
  }

  /** It has a shim and the lock, and is stopped before it sends anything. */
  private Process frozenStarter() throws Exception {
    Process starter =
        ChildJvm.startAndAwait(
            "ready",
            directory,
            OwnerProgram.class,
            "starter",
            box.value(),
            files.lock().toString());
    try (PidFd process = PidFd.open(Math.toIntExact(starter.pid())).orElseThrow()) {
      process.signal(Signal.SIGSTOP);
    }
    return starter;
  }

  /** A process that names no box, but has the lock, as a virtual machine would. */
  private Child holderInANamespace() throws Exception {
    List<String> arguments =
        List.of("--unshare-user", "--unshare-pid", "--die-with-parent", "--ro-bind", "/", "/");
    try (BoxLock lock = BoxLock.acquire(files.lock())) {
      Child child =
          Spawn.of(StandIn.BUBBLEWRAP.program())
              .args(arguments)
              .args(List.of("--", "/bin/sleep", "1000"))
              .dup2(lock.fd(), 3)
              .start();
      org.awaitility.Awaitility.await()
          .until(() -> ProcessTable.HOST.tree(child.pid()).stream().anyMatch(this::isSleep));
      return child;
    }
  }

  private boolean isSleep(int pid) {
    return ProcessTable.HOST.arguments(pid).equals(List.of("/bin/sleep", "1000"));
  }
}
