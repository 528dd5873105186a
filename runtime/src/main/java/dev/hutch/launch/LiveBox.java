package dev.hutch.launch;

import dev.hutch.StartTimeline;

/**
 * What this process holds of a running box that it started. Closing it gives that back, and ends
 * the box if it was to end with this process; the proof that it has ended is for somebody else to
 * give.
 */
public final class LiveBox implements AutoCloseable {
  private final WarmShim shim;
  private final StartTimeline timeline;
  private volatile boolean closed;

  LiveBox(WarmShim shim, StartTimeline timeline) {
    this.shim = shim;
    this.timeline = timeline;
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
    return !shim.process().diesWithParent();
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
