package dev.hutch.points;

import java.util.function.BiConsumer;

/**
 * Where operations say which {@link Point} they have reached. Nobody listens but tests, which kill
 * and freeze processes there.
 */
public final class Points {
  private static volatile BiConsumer<Point, String> listener = (point, box) -> {};

  private Points() {}

  /** The operation on this box has reached this point. */
  public static void reached(Point point, String box) {
    listener.accept(point, box);
  }

  /** Sets who is told, on the operation's own thread, which waits. */
  public static void listen(BiConsumer<Point, String> told) {
    listener = told;
  }
}
