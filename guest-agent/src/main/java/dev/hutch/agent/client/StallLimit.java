package dev.hutch.agent.client;

import java.util.concurrent.locks.Condition;

/** How long each call on a stream may wait for the guest. */
final class StallLimit {
  static final long NONE = Long.MAX_VALUE;

  private volatile long nanos = NONE;

  void set(long atMost) {
    nanos = atMost;
  }

  /** What a call has that begins now. */
  long begin() {
    return nanos;
  }

  /**
   * Waits for a change.
   *
   * @param left what the call has left
   * @return what it has left then
   * @throws StalledException if that was nothing
   */
  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's, who knows what it waits for
  long await(Condition changed, long left) throws InterruptedException, StalledException {
    if (left == NONE) {
      changed.await(); // without the timer that each timed wait of a virtual thread costs
      return left;
    }
    if (left <= 0) {
      throw new StalledException(nanos);
    }
    return changed.awaitNanos(left);
  }
}
