package dev.hutch.launch;

import dev.hutch.jailer.supervisor.ShimProcess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The starts of one runtime that are not over. Closing ends them all: a box that was to survive is
 * nobody's yet, and its start may last for an hour.
 */
final class StartsUnderWay implements AutoCloseable {
  private final Set<ShimProcess> shims = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  void begin(ShimProcess shim) {
    shims.add(shim);
    if (closed) {
      shim.kill(); // close() may have looked before this one was there to see
    }
  }

  void end(ShimProcess shim) {
    shims.remove(shim);
  }

  @Override
  public void close() {
    closed = true;
    shims.forEach(ShimProcess::kill);
  }
}
