package dev.hutch.jailer.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.jailer.process.ProcessTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockHoldersTest {
  private static final int SELF = Math.toIntExact(ProcessHandle.current().pid());

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("lock");
  }

  @Test
  void whoHasTheFileOpenDoesNotHoldItsLock() {
    try (BoxLock lock = BoxLock.acquire(path);
        Fd reader = Fd.open(path, OpenFlags.O_RDONLY, 0);
        Child other = sleepWith(reader)) {
      Set<Integer> holders = holders();
      end(other);
      assertThat(lock.fd().isOpen()).isTrue();
      assertThat(holders).isEqualTo(Set.of(SELF));
    }
    assertThat(holders()).isEmpty();
  }

  @Test
  void whoInheritedTheDescriptorHoldsItToo() {
    Child heir;
    Set<Integer> both;
    try (BoxLock lock = BoxLock.acquire(path)) {
      heir = sleepWith(lock.fd());
      both = holders();
    }
    try (heir) {
      Set<Integer> one = holders();
      end(heir);
      assertThat(both).isEqualTo(Set.of(SELF, heir.pid()));
      assertThat(one).isEqualTo(Set.of(heir.pid()));
    }
    assertThat(holders()).isEmpty();
  }

  @Test
  void aLockOfAnotherFileOfThatNameIsAnotherLock() {
    try (BoxLock lock = BoxLock.acquire(path)) {
      Path elsewhere = directory.resolve("other-lock");
      BoxLock.acquire(elsewhere).close();
      assertThat(lock.path()).exists();
      assertThat(LockHolders.of(ProcessTable.HOST, elsewhere).pids()).isEmpty();
    }
  }

  private Set<Integer> holders() {
    return LockHolders.of(ProcessTable.HOST, path).pids();
  }

  private static Child sleepWith(Fd descriptor) {
    return Spawn.of("/bin/sleep").args(List.of("1000")).dup2(descriptor, 3).start();
  }

  private static void end(Child child) {
    child.pidFd().signal(Signal.SIGKILL);
    child.pidFd().waitForChild();
  }
}
