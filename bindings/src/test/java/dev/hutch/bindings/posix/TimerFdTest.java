package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** That it wakes when the clock is set, the lab shows: nobody sets the clock of this machine. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class TimerFdTest {
  private static final Duration A_WHILE = Duration.ofMillis(50);

  @Test
  void wakesOnceAtItsTime() {
    try (TimerFd timer = TimerFd.realtime()) {
      assertThat(timer.drain()).isFalse();
      Instant when = Instant.now().plus(A_WHILE);
      timer.wakeAt(when);
      assertThat(Poll.waitReadable(timer.fd(), Duration.ofSeconds(20))).isTrue();
      assertThat(Instant.now()).isAfterOrEqualTo(when);
      assertThat(timer.drain()).isTrue();
      assertThat(Poll.waitReadable(timer.fd(), A_WHILE)).isFalse();
      assertThat(timer.drain()).isFalse();
    }
  }

  @Test
  void wakesAtOnceAtATimeThatIsOver() {
    try (TimerFd timer = TimerFd.realtime()) {
      timer.wakeAt(Instant.EPOCH);
      assertThat(Poll.waitReadable(timer.fd(), Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void canWaitForTheClockAlone() {
    try (TimerFd timer = TimerFd.realtime()) {
      assertThat(Poll.waitReadable(timer.fd(), A_WHILE)).isFalse();
    }
  }
}
