package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By SIGTERM to this JVM itself: the other two are ignored in builds in the background. */
class SignalsTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @Test
  void theSecondSignalIsToldFromTheFirst() throws Exception {
    try (Signals signals = Signals.caught()) {
      signals.react(reaction("a"));
      raise();
      assertThat(next()).isEqualTo("a first 15");
      signals.react(reaction("b"));
      raise();
      assertThat(next()).isEqualTo("b second 15");
    }
  }

  @Test
  void whatEndedTheWorkDecidesTheExitCode() {
    try (Signals signals = Signals.caught()) {
      assertThat(signals.exitCode()).isZero();
      signals.endedBy(15);
      assertThat(signals.exitCode()).isEqualTo(143);
    }
  }

  private Signals.Reaction reaction(String name) {
    return new Signals.Reaction() {
      @Override
      public void first(int signal) {
        seen.add(name + " first " + signal);
      }

      @Override
      public boolean second(int signal) {
        return seen.add(name + " second " + signal);
      }
    };
  }

  private @Nullable String next() throws InterruptedException {
    return seen.poll(10, TimeUnit.SECONDS);
  }

  private static void raise() throws Exception {
    long self = ProcessHandle.current().pid();
    assertThat(new ProcessBuilder("kill", "-TERM", Long.toString(self)).start().waitFor()).isZero();
  }
}
