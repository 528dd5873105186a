package dev.hutch.jailer.teardown;

import dev.hutch.bindings.posix.Posix;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.jailer.supervisor.ShimProcess;
import dev.hutch.jailer.supervisor.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A whole life of a box under a user without privileges, told line by line. */
final class UnprivilegedProgram {
  private UnprivilegedProgram() {}

  public static void main(String[] arguments) throws Exception {
    BoxId box = new BoxId(arguments[0]);
    Path directory = Files.createTempDirectory("hutch-unprivileged");
    BoxFiles files = BoxFiles.in(directory);
    System.out.println("root " + (Posix.getuid() == 0));
    try (Supervisor supervisor = new Supervisor();
        ShimProcess shim =
            StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.stubborn(box)))) {
      files.pidFile().write(shim.identity(Deadline.in(StandIn.LONG)).orElseThrow());
      try (BoxLock lock = BoxLock.acquire(files.lock())) {
        shim.control().send(new byte[] {1}, List.of(lock.fd()));
      }
      Teardown teardown = new Teardown(Hierarchies.read(), supervisor);
      System.out.println("locked " + teardown.observe(box, files).locked());
      try (Proof proof = teardown.kill(box, files, StandIn.LONG)) {
        System.out.println("killed " + !proof.killed().isEmpty());
      }
      System.out.println("left " + teardown.observe(box, files));
    }
    Files.delete(files.lock());
    files.pidFile().delete();
    Files.delete(directory);
  }
}
