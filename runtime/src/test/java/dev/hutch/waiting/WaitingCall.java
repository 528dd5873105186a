package dev.hutch.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A call that waits on a thread of its own: when it ends, and how. */
public final class WaitingCall {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So long a thread stands still that has come to the place where it waits. */
  private static final Duration STILL = Duration.ofMillis(50);

  private final String name;
  private final @Nullable Class<? extends Exception> expected;
  private final Thread thread;
  private volatile long ended;
  private volatile @Nullable Throwable failure;

  private WaitingCall(
      String name,
      @Nullable Class<? extends Exception> expected,
      Thread.Builder threads,
      Callable<?> call) {
    this.name = name;
    this.expected = expected;
    this.thread = threads.unstarted(() -> run(call));
  }

  /**
   * Begins it on a virtual thread, and returns when it waits.
   *
   * @param expected how it should end; null for without an exception
   */
  public static WaitingCall begin(
      String name, @Nullable Class<? extends Exception> expected, Callable<?> call) {
    return begin(name, expected, Thread.ofVirtual(), call);
  }

  /**
   * Begins it, and returns when it waits.
   *
   * @param expected how it should end; null for without an exception
   * @param threads what makes its thread
   */
  public static WaitingCall begin(
      String name,
      @Nullable Class<? extends Exception> expected,
      Thread.Builder threads,
      Callable<?> call) {
    WaitingCall waiting = new WaitingCall(name, expected, threads, call);
    waiting.thread.start();
    await(name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .during(STILL)
        .until(waiting::waits);
    return waiting;
  }

  /** Waits for its end, which has to be as expected; how long after that moment it came. */
  public Duration assertEndedAsItShould(long since) throws InterruptedException {
    assertThat(thread.join(PATIENCE)).as(name + " ends").isTrue();
    if (expected == null) {
      assertThat(failure).as(name).isNull();
    } else {
      assertThat(failure).as(name).isInstanceOf(expected);
    }
    return Duration.ofNanos(ended - since);
  }

  /** Interrupts its thread. */
  public void interrupt() {
    thread.interrupt();
  }

  /** What it threw; null for nothing. */
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public String toString() {
    return name;
  }

  private boolean waits() {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
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
