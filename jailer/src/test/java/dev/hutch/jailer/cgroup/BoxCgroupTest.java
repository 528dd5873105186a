package dev.hutch.jailer.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.posix.Signal;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.process.ProcessTable;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the cgroup v2 hierarchy of this host, which must be there and writable. */
class BoxCgroupTest {
  private static final ProcessTable HOST = ProcessTable.HOST;

  private final Hierarchies hierarchies = Hierarchies.read();
  private final BoxId box = StandIn.freshId();
  private BoxCgroup group;

  @BeforeEach
  void create() {
    group = BoxCgroup.create(hierarchies, box).orElseThrow();
  }

  @AfterEach
  void remove() {
    assertThat(group.awaitEmpty(Deadline.in(StandIn.LONG))).isTrue();
    assertThat(group.remove()).isTrue();
    assertThat(group.path()).doesNotExist();
    assertThat(BoxCgroup.find(hierarchies, box)).isEmpty();
  }

  @Test
  void isFoundByItsBox() {
    assertThat(BoxCgroup.find(hierarchies, box)).containsExactly(group);
    assertThat(BoxCgroup.find(hierarchies, new BoxId(box + "0"))).isEmpty();
    assertThat(group.isPopulated()).isFalse();
  }

  @Test
  void isFoundWhereverAnotherProcessMadeIt() throws Exception {
    var elsewhere = hierarchies.mount().orElseThrow().resolve("elsewhere-" + box);
    BoxId other = StandIn.freshId();
    Files.createDirectories(elsewhere.resolve("hutch-" + other));
    try {
      assertThat(BoxCgroup.find(hierarchies, other))
          .containsExactly(new BoxCgroup(elsewhere.resolve("hutch-" + other)));
    } finally {
      Files.delete(elsewhere.resolve("hutch-" + other));
      Files.delete(elsewhere);
    }
  }

  @Test
  void takesAWholeTreeThatForksMeanwhile() throws Exception {
    Process tree =
        new ProcessBuilder("/bin/sh", "-c", "for i in 1 2 3 4 5; do sleep 1000 & done; wait")
            .start();
    group.placeTree(HOST, pid(tree));

    assertThat(group.members()).containsAll(HOST.tree(pid(tree)));
    group.kill();
    assertThat(tree.waitFor()).isEqualTo(128 + Signal.SIGKILL);
  }

  @Test
  void leavesNothingOutsideOfATreeThatForksWithoutAPause() throws Exception {
    Process storm =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "i=0; while [ $i -lt 300 ]; do sleep 1000 & i=$((i+1)); done; echo; wait")
            .start();
    group.placeTree(HOST, pid(storm));
    try {
      assertThat(storm.getInputStream().read()).isEqualTo('\n');
      assertThat(HOST.tree(pid(storm))).hasSize(301);
      assertThat(group.members()).isEqualTo(HOST.tree(pid(storm)));
    } finally {
      storm.descendants().forEach(ProcessHandle::destroyForcibly);
      storm.destroyForcibly().waitFor();
    }
  }

  @Test
  void killsWhatHasLeftTheTree() throws Exception {
    Process shell = new ProcessBuilder("/bin/sh", "-c", "read go; (setsid sleep 1000 &)").start();
    group.placeTree(HOST, pid(shell));
    shell.getOutputStream().write('\n');
    shell.getOutputStream().flush();
    assertThat(shell.waitFor()).isZero();
    assertThat(group.isPopulated()).isTrue();

    group.kill();

    assertThat(group.awaitEmpty(Deadline.in(StandIn.LONG))).isTrue();
  }

  @Test
  void killsOnAnInterruptedThread() throws Exception {
    Process sleeper = new ProcessBuilder("/bin/sleep", "1000").start();
    group.placeTree(HOST, pid(sleeper));

    Thread.currentThread().interrupt();
    try {
      group.kill();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(sleeper.waitFor()).isEqualTo(128 + Signal.SIGKILL);
  }

  @Test
  void waitingEndsWithTheDeadlineWhileAProcessLives() throws Exception {
    Process sleeper = new ProcessBuilder("/bin/sleep", "1000").start();
    group.placeTree(HOST, pid(sleeper));

    assertThat(group.awaitEmpty(Deadline.in(Duration.ofMillis(50)))).isFalse();
    assertThat(group.remove()).isFalse();
    assertThatThrownBy(() -> BoxCgroup.create(hierarchies, box))
        .isInstanceOf(JailerException.class)
        .hasMessageContaining("stop the box");
    group.kill();
  }

  @Test
  void isUsedAgainWhenEmpty() {
    assertThat(BoxCgroup.create(hierarchies, box)).contains(group);
  }

  @Test
  void aGroupThatIsGoneIsEmpty() {
    BoxCgroup gone = new BoxCgroup(group.path().resolveSibling("hutch-never-made"));

    assertThat(gone.isPopulated()).isFalse();
    assertThat(gone.awaitEmpty(Deadline.in(StandIn.LONG))).isTrue();
    assertThat(gone.members()).isEmpty();
    assertThat(gone.remove()).isTrue();
    gone.kill();
  }

  @Test
  void thereIsNoneWithoutAHierarchy() {
    assertThat(BoxCgroup.create(Hierarchies.NONE, box)).isEmpty();
    assertThat(BoxCgroup.find(Hierarchies.NONE, box)).isEmpty();
  }

  @Test
  void saysOfEachLimitWhetherItApplies() throws Exception {
    CgroupLimits limits =
        CgroupLimits.NONE.withMemoryBytes(64 << 20).withCpus(0.5).withProcesses(99);
    AppliedLimits result = group.limit(limits);

    assertThat(result.applied().size() + result.refused().size()).isEqualTo(3);
    for (String file : result.applied()) {
      assertThat(Files.readString(group.path().resolve(file)))
          .isIn("67108864\n", "50000 100000\n", "99\n");
    }
    assertThat(result.refused().values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
    assertThat(result.complete()).isEqualTo(result.refused().isEmpty());
  }

  @Test
  void limitsMustBePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> CgroupLimits.NONE.withMemoryBytes(0));
    assertThatIllegalArgumentException().isThrownBy(() -> CgroupLimits.NONE.withCpus(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> CgroupLimits.NONE.withProcesses(-1));
  }

  private static int pid(Process process) {
    return Math.toIntExact(process.pid());
  }
}
