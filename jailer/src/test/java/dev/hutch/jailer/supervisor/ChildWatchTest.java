package dev.hutch.jailer.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Spawn;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildWatchTest {
  private static final int ENOUGH_FOR_BOTH_TO_WIN = 40;

  @Test
  void goesOnWhenOtherCodeHasWaitedForItsChildren() throws Exception {
    ChildWatch watch = new ChildWatch();
    int taken = 0;
    for (int i = 0; i < ENOUGH_FOR_BOTH_TO_WIN; i++) {
      ChildWatch.Started child = watch.start(Spawn.of("/bin/sleep").args(List.of("0.02")));
      try (PidFd pidFd = child.pidFd()) {
        FutureTask<Boolean> thief = new FutureTask<>(() -> take(pidFd));
        Thread.ofPlatform().start(thief);
        child.exit().get(20, TimeUnit.SECONDS);
        taken += thief.get(20, TimeUnit.SECONDS) ? 1 : 0;
      }
    }
    watch.close();
    assertThat(taken).as("children that were taken from the watch").isPositive();
  }

  private static boolean take(PidFd child) {
    try {
      return child.waitForChild().isSuccess();
    } catch (PosixException e) {
      assertThat(e.errno()).isEqualTo(Errno.ECHILD);
      return false;
    }
  }
}
