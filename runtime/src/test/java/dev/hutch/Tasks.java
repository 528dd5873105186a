package dev.hutch;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Calls that wait while the test goes on. */
final class Tasks {
  private Tasks() {}

  static <T> FutureTask<T> inBackground(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }
}
