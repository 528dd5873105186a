package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

// In a thread of its own: native calls do not react to the interrupt of a time-out.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class PidFdTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  @Test
  void neverReapsAChildOfTheApplication() throws IOException, InterruptedException {
    Process theirs = new ProcessBuilder("/bin/sh", "-c", "exit 3").start();
    try (Child ours = sh("exit 4")) {
      assertThat(ours.pidFd().waitForChild().value()).isEqualTo(4);

      assertThat(theirs.waitFor()).isEqualTo(3);
    }
  }

  @Test
  void takesAStatusOnce() {
    try (Child child = sh("exit 0")) {
      PidFd pidFd = child.pidFd();
      assertThat(pidFd.waitForChild().isSuccess()).isTrue();

      assertThatThrownBy(pidFd::waitForChild).hasMessageContaining("ECHILD");
      assertThat(pidFd.signal(Signal.SIGTERM)).isFalse();
      assertThat(PidFd.open(child.pid())).isEmpty();
    }
  }

  @Test
  void followsAChildFromStartToEnd() {
    try (Pipe gate = Pipe.create();
        Child child = Spawn.of("/bin/cat").dup2(gate.reader(), 0).start()) {
      assertThat(child.pidFd().hasExited()).isFalse();
      assertThat(child.pidFd().tryWait()).isEmpty();
      assertThat(child.pidFd().awaitExit(Duration.ofMillis(1))).isFalse();

      gate.writer().close();

      assertThat(child.pidFd().awaitExit(LONG_ENOUGH)).isTrue();
      assertThat(child.pidFd().hasExited()).isTrue();
      assertThat(child.pidFd().tryWait())
          .isEqualTo(Optional.of(new ExitStatus(ExitStatus.Kind.EXITED, 0)));
    }
  }

  @Test
  void signalsTheProcessItNames() {
    try (Pipe gate = Pipe.create();
        Child child = Spawn.of("/bin/cat").dup2(gate.reader(), 0).start()) {
      try (PidFd second = PidFd.open(child.pid()).orElseThrow()) {
        assertThat(second.signal(Signal.SIGTERM)).isTrue();
      }
      assertThat(child.pidFd().waitForChild())
          .isEqualTo(new ExitStatus(ExitStatus.Kind.SIGNALED, Signal.SIGTERM));
    }
  }

  private static Child sh(String line) {
    return Spawn.of("/bin/sh").args(List.of("-c", line)).start();
  }
}
