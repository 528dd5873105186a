package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A call that waits on a thread of its own: when it ends, and how. */
final class WaitingCall {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So long a thread stands still that has come to the place where it waits. */
  private static final Duration STILL = Duration.ofMillis(30);

  private final Thread thread;
  private volatile long ended;
  private volatile @Nullable Throwable failure;

  private WaitingCall(Callable<?> call, boolean virtual) {
    Thread.Builder threads = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    thread = threads.unstarted(() -> run(call));
  }

  /** Begins it, and returns when it waits. */
  static WaitingCall begin(boolean virtual, Callable<?> call) {
    WaitingCall waiting = new WaitingCall(call, virtual);
    waiting.thread.start();
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).during(STILL).until(waiting::waits);
    return waiting;
  }

  /** Interrupts it; it has to end. Returns how long that took. */
  Duration interrupt() throws InterruptedException {
    long interrupted = System.nanoTime();
    thread.interrupt();
    assertThat(thread.join(PATIENCE)).as("it ends").isTrue();
    return Duration.ofNanos(ended - interrupted);
  }

  /** What it threw; null for nothing. */
  @Nullable Throwable failure() {
    return failure;
  }

  private boolean waits() {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private void run(Callable<?> call) {
    try {
      call.call();
    } catch (Throwable e) {
      failure = e;
    }
    ended = System.nanoTime();
  }
}
