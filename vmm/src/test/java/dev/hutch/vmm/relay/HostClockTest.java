package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.TimerFd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The clock is a test's, which moves it; the real timer wakes at a point in time instead. */
class HostClockTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final TimerFd timer = TimerFd.realtime();

  /** How far the clock is ahead of the one that nobody sets. */
  private final AtomicLong ahead = new AtomicLong(HOUR);

  @Test
  void isToldToTheGuestWhenItHasJumped() {
    try (Stage stage = stage()) {
      greet(stage);
      ahead.addAndGet(-HOUR / 2);
      long before = now();
      wake(stage);
      stage.pump();

      List<Seen> told = stage.agent.received();
      assertThat(told)
          .extracting(Seen::toString)
          .containsExactly("type 4 channel 0 stream 0 length 8");
      assertThat(nanos(told.getFirst())).isBetween(before, now());
      assertThat(stage.end()).isNull();
    }
  }

  @Test
  void isNotToldWhereItHasNotAndNobodyIsWokenAgain() {
    try (Stage stage = stage()) {
      greet(stage);
      wake(stage);
      long start = System.nanoTime();
      stage.await(SOON);

      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SOON.toNanos());
      assertThat(stage.agent.received()).isEmpty();
    }
  }

  @Test
  void isWhatAGuestThatGreetsLaterIsWelcomedWith() {
    try (Stage stage = stage()) {
      ahead.addAndGet(HOUR);
      long before = now();
      wake(stage);
      stage.agent.send(Stage.hello(Protocol.VERSION));
      stage.pump();

      List<Seen> told = stage.agent.received();
      assertThat(told).extracting(Seen::type).containsExactly(FrameType.WELCOME);
      assertThat(bytes(told.getFirst()).getLong(8)).isBetween(before, now());
    }
  }

  private Stage stage() {
    return new Stage(false, PATIENCE, new HostClock(timer, this::now));
  }

  private void wake(Stage stage) {
    timer.wakeAt(Instant.now().plus(SOON));
    stage.await(PATIENCE);
  }

  private static void greet(Stage stage) {
    stage.agent.send(Stage.hello(Protocol.VERSION));
    stage.pump();
    assertThat(stage.agent.received()).hasSize(1);
  }

  private long now() {
    return System.nanoTime() + ahead.get();
  }

  private static long nanos(Seen clock) {
    return bytes(clock).getLong(0);
  }

  private static ByteBuffer bytes(Seen frame) {
    return ByteBuffer.wrap(frame.payload()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
