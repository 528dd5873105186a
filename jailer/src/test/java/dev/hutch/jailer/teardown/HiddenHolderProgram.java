package dev.hutch.jailer.teardown;

import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * As a user without privileges it holds a box's lock, and so does, in a pid namespace, a program
 * whose descriptors the kernel shows to root only, as nobody may read its file.
 */
final class HiddenHolderProgram {
  private HiddenHolderProgram() {}

  public static void main(String[] arguments) throws Exception {
    BoxId box = new BoxId(arguments[0]);
    String unreadable = arguments[1];
    Path directory = Files.createTempDirectory("hutch-hidden");
    BoxFiles files = BoxFiles.in(directory);
    try (Supervisor supervisor = new Supervisor();
        BoxLock lock = BoxLock.acquire(files.lock())) {
      Teardown teardown = new Teardown(Hierarchies.NONE, supervisor);
      try (Child child =
          Spawn.of(StandIn.BUBBLEWRAP.program())
              .args(List.of("--unshare-user", "--unshare-pid", "--die-with-parent"))
              .args(List.of("--ro-bind", "/", "/", "--", unreadable, "1000"))
              .dup2(lock.fd(), 3)
              .start()) {
        await(() -> isRunning(child.pid(), unreadable));
        System.out.println("refused " + refuses(teardown, box, files));
        child.pidFd().signal(Signal.SIGKILL);
        child.pidFd().waitForChild();
      }
      await(() -> LockHolders.of(ProcessTable.HOST, files.lock()).pids().size() == 1);
      try (Proof proof = teardown.killForced(box, files, StandIn.LONG)) {
        int self = Math.toIntExact(ProcessHandle.current().pid());
        System.out.println("then held by itself " + proof.heldBy().equals(Set.of(self)));
      }
    }
    Files.delete(files.lock());
    Files.delete(directory);
  }

  private static void await(BooleanSupplier condition) {
    Deadline deadline = Deadline.in(StandIn.LONG);
    while (!condition.getAsBoolean()) {
      if (deadline.hasPassed()) {
        throw new AssertionError("it did not come to that");
      }
      new Poll().poll(5);
    }
  }

  private static boolean isRunning(int outer, String program) {
    return ProcessTable.HOST.tree(outer).stream()
        .anyMatch(pid -> ProcessTable.HOST.arguments(pid).equals(List.of(program, "1000")));
  }

  private static boolean refuses(Teardown teardown, BoxId box, BoxFiles files) {
    try (Proof proof = teardown.killForced(box, files, Duration.ofMillis(600))) {
      System.out.println("held by " + proof.heldBy());
      return false;
    } catch (TeardownException e) {
      return true;
    }
  }
}
