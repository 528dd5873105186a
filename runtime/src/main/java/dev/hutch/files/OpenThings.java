package dev.hutch.files;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All that is open of one file system. */
final class OpenThings {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Set<OpenThing> things = ConcurrentHashMap.newKeySet();

  void add(OpenThing thing) {
    things.add(thing);
  }

  void remove(OpenThing thing) {
    things.remove(thing);
  }

  /** Closes all in order, and waits for it for a bounded time. */
  void closeAll() {
    List<Thread> closing = new ArrayList<>();
    for (OpenThing thing : things) {
      closing.add(Thread.ofVirtual().start(() -> closeQuietly(thing)));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread each : closing) {
        each.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void abortAll() {
    things.forEach(OpenThing::abort);
  }

  private static void closeQuietly(OpenThing thing) {
    try {
      thing.close();
    } catch (IOException e) {
      // its owner has not closed it and so does not want to know
      return;
    }
  }
}
