package dev.hutch.cli;

import dev.hutch.HutchException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waiting for what something comes to, with failures as they were thrown. */
final class Futures {
  private Futures() {}

  static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new HutchException(String.valueOf(e.getCause()), e);
    }
  }
}
