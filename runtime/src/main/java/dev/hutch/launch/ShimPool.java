package dev.hutch.launch;

import dev.hutch.HutchException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.logging.log4j.LogManager;

/**
 * Shims started ahead of their boxes. A start takes one; it is replaced only when that start is
 * over, so that the two do not compete for the processors.
 */
final class ShimPool implements AutoCloseable {
  private final Installation installation;
  private final int size;
  private final Deque<WarmShim> warm = new ArrayDeque<>();
  private int starting;
  private boolean closed;

  ShimPool(Installation installation, int size) {
    this.installation = installation;
    this.size = size;
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
    synchronized (this) {
      while (!closed && warm.size() + starting < size) {
        starting++;
        Thread.ofPlatform().daemon().name("hutch-shim-pool").start(this::add);
      }
    }
  }

  private void add() {
    WarmShim shim = null;
    try {
      shim = WarmShim.start(installation);
    } catch (RuntimeException e) {
      // the next start tries again itself, and its caller then sees the reason
      LogManager.getLogger(ShimPool.class).warn("no shim could be started ahead", e);
    }
    try {
      if (shim != null && !keep(shim)) {
        shim.discard(installation);
      }
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

  /** Ends all shims of the pool, with proof; waits for those that are just starting. */
  @Override
  public void close() {
    List<WarmShim> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(warm);
      warm.clear();
    }
    left.forEach(shim -> shim.discard(installation));
    synchronized (this) {
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
  }

  private void requireOpen() {
    if (closed) {
      throw new HutchException("this runtime is closed: open another to start boxes");
    }
  }
}
