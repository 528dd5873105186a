package dev.hutch.it.service;

import dev.hutch.points.Point;
import dev.hutch.points.Points;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Lets the service say that it has come to a point, and wait there until it is told to go on. */
final class PausePoints {
  private static final AtomicReference<@Nullable Point> NEXT = new AtomicReference<>();

  private PausePoints() {}

  /** To be read from by the operation's thread: the one that reads requests waits for that. */
  static void install(BufferedReader input) {
    Points.listen(
        (point, box) -> {
          if (NEXT.compareAndSet(point, null)) {
            Service.say("at " + point + " " + box);
            awaitGo(input);
          }
        });
  }

  /** The service will pause once, when it next comes to this point. */
  static String pauseAt(String point) {
    NEXT.set(Point.valueOf(point));
    return point;
  }

  private static void awaitGo(BufferedReader input) {
    try {
      String line = input.readLine();
      if (!"go".equals(line)) {
        throw new IllegalStateException("expected to be told to go on, not: " + line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
