package dev.hutch.launch;

import dev.hutch.BoxGoneException;
import dev.hutch.StartTimeline;
import dev.hutch.jailer.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * What this process holds of a running box that it started. Closing it gives that back, and ends
 * the box if it was to end with this process; the proof that it has ended is for somebody else to
 * give.
 */
public final class LiveBox implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WarmShim shim;
  private final StartTimeline timeline;
  private volatile boolean survives;
  private volatile boolean closed;

  LiveBox(WarmShim shim, StartTimeline timeline, boolean survives) {
    this.shim = shim;
    this.timeline = timeline;
    this.survives = survives;
  }

  /** The box's id. */
  public String id() {
    return shim.id().value();
  }

  /** Where its start's time went. */
  public StartTimeline timeline() {
    return timeline;
  }

  /** Whether its shim runs. */
  public boolean isAlive() {
    return shim.isAlive();
  }

  /** Whether the box goes on when this process ends. */
  public boolean survives() {
    return survives;
  }

  /** Whether it can be {@linkplain #leave left}. */
  public boolean isLeavable() {
    return !shim.process().diesWithParent();
  }

  /**
   * Lets the box go on when this process ends. One thread at a time.
   *
   * @return false if its shim is gone
   * @throws BoxGoneException if the shim does not answer
   */
  public boolean leave() {
    try {
      survives = new ControlLink(shim.process().control()).leave(Deadline.in(PATIENCE));
      return survives;
    } catch (TimeoutException e) {
      throw new BoxGoneException(
          "the shim of box " + id() + " does not answer; the box stays ours", e);
    }
  }

  /** Calls back, on a thread of its own, when the box has ended and this is still open. */
  @SuppressWarnings("FutureReturnValueIgnored") // of a listener nobody waits for
  public void onEndByItself(Runnable action) {
    shim.process()
        .onExit()
        .thenRun(
            () -> {
              if (!closed) {
                Thread.ofPlatform().daemon().name("hutch-end").start(action);
              }
            });
  }

  /** Gives back what is held here. */
  @Override
  public void close() {
    closed = true;
    shim.close();
  }
}
