package dev.hutch.it.service;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals, by kill(1). */
public final class Signals {
  private Signals() {}

  /**
   * Sends one.
   *
   * @param name without SIG
   * @return false if there is no such process any more
   */
  public static boolean send(String name, long pid) {
    try {
      return new ProcessBuilder("kill", "-" + name, Long.toString(pid))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
