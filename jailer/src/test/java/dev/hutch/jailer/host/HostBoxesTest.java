package dev.hutch.jailer.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.ShimProcess;
import dev.hutch.jailer.supervisor.Supervisor;
import dev.hutch.jailer.teardown.BoxFiles;
import dev.hutch.jailer.teardown.Teardown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostBoxesTest {
  private final Hierarchies hierarchies = Hierarchies.read();
  private final Supervisor supervisor = new Supervisor();
  private final BoxId box = idOfARuntime();
  @TempDir private Path directory;

  @AfterEach
  void nothingIsLeft() {
    supervisor.close();
    new Teardown(hierarchies, supervisor).kill(box, BoxFiles.in(directory), StandIn.LONG).close();
    assertThat(tree()).isEmpty();
  }

  @Test
  void seesABoxWithItsProcessesItsOwnerAndItsGroup() {
    BoxCgroup group = BoxCgroup.create(hierarchies, box).orElseThrow();
    assertThat(HostBoxes.look(hierarchies).populated()).doesNotContain(box);
    try (ShimProcess shim = started(jail(self()))) {
      shim.placeIn(group);

      HostBoxes host = HostBoxes.look(hierarchies);

      Set<Integer> named = Set.copyOf(new BoxProcesses(ProcessTable.HOST).of(box));
      assertThat(named).hasSizeGreaterThan(2);
      assertThat(host.processes(box)).isEqualTo(named);
      assertThat(host.populated()).contains(box);
      JailedTree tree = tree().orElseThrow();
      assertThat(tree.pids()).isEqualTo(named);
      assertThat(tree.ownerAlive()).isTrue();
      assertThat(tree.mentions(Path.of("/a/home"))).isTrue();
      assertThat(tree.mentions(Path.of("/a/hom"))).isFalse();
      assertThat(tree.mentions(Path.of("/home"))).isFalse();
    }
  }

  @Test
  void anOwnerWhosePidAnotherProcessHasNowIsGone() {
    String recycled = ProcessHandle.current().pid() + ":1";
    try (ShimProcess shim = started(jail(recycled))) {
      assertThat(shim.onExit()).isNotDone();
      assertThat(tree().orElseThrow().ownerAlive()).isFalse();
    }
  }

  @Test
  void anOwnerInAContainerIsKnownByThePidItHasThere() {
    BoxId container = StandIn.freshId();
    try (ShimProcess owner =
        StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(container)))) {
      int pid = owner.identity(Deadline.in(StandIn.LONG)).orElseThrow().pid();
      int inside = ProcessTable.HOST.status(pid).orElseThrow().namespacePids().getLast();
      long start = ProcessTable.HOST.stat(pid).orElseThrow().startTicks();
      try (ShimProcess shim = started(jail(inside + ":" + start))) {
        assertThat(shim.onExit()).isNotDone();
        assertThat(tree().orElseThrow().ownerAlive()).isTrue();
      }
    }
  }

  @Test
  void aTreeThatNamesNoOwnerHasNone() {
    try (ShimProcess shim = started(StandIn.idle(box))) {
      assertThat(shim.onExit()).isNotDone();
      assertThat(tree().orElseThrow().ownerAlive()).isFalse();
    }
  }

  @Test
  void whoOnlyTalksOfABoxIsNone() throws Exception {
    Process talker = new ProcessBuilder("/bin/sh", "-c", "read x", box.value()).start();
    try {
      assertThat(HostBoxes.look(hierarchies).processes(box)).isEmpty();
      assertThat(tree()).isEmpty();
    } finally {
      talker.destroyForcibly().waitFor();
    }
  }

  @Test
  void anIdOfAnotherFormIsNoTreeOfARuntime() {
    BoxId other = StandIn.freshId();
    try (ShimProcess shim =
        StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(other)))) {
      HostBoxes host = HostBoxes.look(hierarchies);
      assertThat(host.processes(other)).contains(shim.outerPid());
      assertThat(host.trees()).noneMatch(tree -> tree.id().equals(other));
    }
  }

  /** As {@code OwnerDeathTest} knows it, but made to happen: the outer one dies at that moment. */
  @Test
  void findsABubblewrapThatWaitsForEverAndATeardownEndsIt() throws Exception {
    int stuck = bubblewrapWhoseParentDiedBeforeItWasReleased();

    assertThat(tree().orElseThrow().pids()).containsExactly(stuck);
    assertThat(HostBoxes.look(hierarchies).processes(box)).containsExactly(stuck);
    try (var proof =
        new Teardown(hierarchies, supervisor).kill(box, BoxFiles.in(directory), StandIn.LONG)) {
      assertThat(proof.killed()).containsExactly(stuck);
    }
    assertThat(tree()).isEmpty();
  }

  private int bubblewrapWhoseParentDiedBeforeItWasReleased() {
    try (Pipe info = Pipe.create();
        Pipe never = Pipe.create();
        Fd infoWriter = Fd.open(info.writer().procPath(), OpenFlags.O_RDWR, 0);
        Child outer =
            Spawn.of(StandIn.BUBBLEWRAP.program())
                .args(List.of("--unshare-user", "--unshare-pid", "--die-with-parent"))
                .args(List.of("--info-fd", "3", "--userns-block-fd", "4", "--ro-bind", "/", "/"))
                .args(List.of("--", "/bin/sleep", "1000", box.value()))
                .dup2(infoWriter, 3)
                .dup2(never.reader(), 4)
                .start()) {
      byte[] told = new byte[256];
      assertThat(info.reader().read(told, 0, told.length)).isPositive();
      List<Integer> children = ProcessTable.HOST.children(outer.pid());
      outer.pidFd().signal(Signal.SIGKILL);
      outer.pidFd().waitForChild();
      assertThat(children).hasSize(1);
      return children.getFirst();
    }
  }

  private ShimProcess started(JailSpec jail) {
    return StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, jail));
  }

  /** As a runtime's: options of the shim, among them its owner and a path in the home. */
  private JailSpec jail(String owner) {
    JailSpec idle = StandIn.idle(box);
    List<String> command = new ArrayList<>(idle.command());
    command.addAll(List.of("-XX:Cache=/a/home/cache/x", "--owner", owner));
    return JailSpec.of(box, command).withReadOnly(idle.readOnly());
  }

  private static String self() {
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    return pid + ":" + ProcessTable.HOST.stat(pid).orElseThrow().startTicks();
  }

  private Optional<JailedTree> tree() {
    return HostBoxes.look(hierarchies).trees().stream()
        .filter(tree -> tree.id().equals(box))
        .findFirst();
  }

  private static BoxId idOfARuntime() {
    return new BoxId(
        "t"
            + ThreadLocalRandom.current()
                .ints(19, 0, 32)
                .mapToObj(i -> "abcdefghijklmnopqrstuvwxyz234567".substring(i, i + 1))
                .collect(Collectors.joining()));
  }
}
