package dev.hutch.launch;

import dev.hutch.HutchException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;

/**
 * Shims started ahead of their boxes. A start takes one; it is replaced only a while after that
 * start is over, so that neither it nor the box's first command has to share the processors.
 */
final class ShimPool implements AutoCloseable {
  /** Longer than a first command waits for, shorter than a burst of starts would notice. */
  private static final long REST_MILLIS = 300;

  private final Installation installation;
  private final int size;
  private final Deque<WarmShim> warm = new ArrayDeque<>();
  private int starting;
  private boolean closed;

  ShimPool(Installation installation, int size) {
    this.installation = installation;
    this.size = size;
  }

  /**
   * Waits until nothing is missing in the pool; false if that takes longer, or none can be started.
   */
  synchronized boolean awaitFull(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    while (!closed && starting > 0) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    requireOpen();
    return warm.size() >= size;
  }

  /** A warm shim, from the pool if it has one, otherwise started now. */
  WarmShim take() {
    while (true) {
      WarmShim shim;
      synchronized (this) {
        requireOpen();
        shim = warm.poll();
      }
      if (shim == null) {
        return WarmShim.start(installation);
      }
      if (shim.isAlive()) {
        return shim;
      }
      shim.discard(installation);
    }
  }

  /** Starts, in the background, what is missing in the pool. */
  void fill() {
    fill(0);
  }

  /** As {@link #fill()}, after a rest. */
  void refill() {
    fill(REST_MILLIS);
  }

  private synchronized void fill(long restMillis) {
    while (!closed && warm.size() + starting < size) {
      starting++;
      Thread.ofPlatform().daemon().name("hutch-shim-pool").start(() -> add(restMillis));
    }
  }

  private void add(long restMillis) {
    try {
      if (rest(restMillis)) {
        WarmShim shim = WarmShim.start(installation);
        if (!keep(shim)) {
          shim.discard(installation);
        }
      }
    } catch (RuntimeException e) {
      // the next start tries again itself, and its caller then sees the reason
      LogManager.getLogger(ShimPool.class).warn("no shim could be started ahead", e);
    } finally {
      // last: close() waits for it, and nothing may be left then
      synchronized (this) {
        starting--;
        notifyAll();
      }
    }
  }

  /** False if the pool was closed meanwhile. */
  private synchronized boolean keep(WarmShim shim) {
    return !closed && warm.add(shim);
  }

  /** Waits; returns whether the pool is still open then, at once if it is closed meanwhile. */
  private synchronized boolean rest(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (!closed && System.nanoTime() < end) {
        TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does: the thread is the pool's own
    }
    return !closed;
  }

  /** Ends all shims of the pool, with proof; waits for those that are just starting. */
  @Override
  public void close() {
    List<WarmShim> left;
    synchronized (this) {
      closed = true;
      notifyAll();
      left = new ArrayList<>(warm);
      warm.clear();
    }
    List<RuntimeException> failures = new ArrayList<>();
    for (WarmShim shim : left) {
      try {
        shim.discard(installation);
      } catch (RuntimeException e) {
        failures.add(e); // the others must go all the same
      }
    }
    awaitStarting();
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private synchronized void awaitStarting() {
    boolean interrupted = false;
    while (starting > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // a shim that is starting must not get lost
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new HutchException("this runtime is closed: open another to start boxes");
    }
  }
}
