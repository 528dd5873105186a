package dev.hutch.copy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Directories that get their permissions and times when all in them is there. Archives list a
 * directory before what is in it, and that together, so only those on the way to the present entry
 * wait.
 */
final class LeftDirectories {
  private record Waiting(List<String> path, Entry entry) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final BiConsumer<List<String>, Entry> settle;

  /**
   * With what is done to a directory that is left.
   *
   * @param settle gets its path and its entry
   */
  LeftDirectories(BiConsumer<List<String>, Entry> settle) {
    this.settle = settle;
  }

  /** The archive goes on at this path: settles those that it is not below. */
  void goOnAt(List<String> path) {
    while (!waiting.isEmpty() && !isBelow(path, waiting.peek().path())) {
      Waiting left = waiting.pop();
      settle.accept(left.path(), left.entry());
    }
  }

  /** A directory was made, and waits. */
  void add(List<String> path, Entry entry) {
    waiting.push(new Waiting(path, entry));
  }

  /** Settles all that wait. */
  void leaveAll() {
    while (!waiting.isEmpty()) {
      Waiting left = waiting.pop();
      settle.accept(left.path(), left.entry());
    }
  }

  private static boolean isBelow(List<String> path, List<String> directory) {
    return path.size() > directory.size() && path.subList(0, directory.size()).equals(directory);
  }
}
