package dev.hutch;

import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.KeptCommand;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A {@linkplain Command#detach(boolean) detached} command of a box, which the box keeps also after
 * its end.
 *
 * @param id its number in the box, never used twice while the box runs
 * @param pid its process id in the guest
 * @param line the beginning of its program and arguments, without control characters
 * @param exit its exit code, or 128 + n where signal n ended it; empty while it runs
 * @param terminal whether it is on a terminal
 * @param clients how many are attached to it
 * @param age since its start, by the guest's clock
 * @param duration from its start to its end, or to now
 * @param stdoutBytes what it has written to standard output; the last 64 KiB are kept
 * @param stderrBytes what it has written to standard error; the last 64 KiB are kept
 */
public record BoxCommand(
    int id,
    int pid,
    String line,
    OptionalInt exit,
    boolean terminal,
    int clients,
    Duration age,
    Duration duration,
    long stdoutBytes,
    long stderrBytes) {

  static BoxCommand of(KeptCommand kept) {
    return new BoxCommand(
        kept.id(),
        kept.pid(),
        kept.title(),
        switch (kept.kind()) {
          case Exit.EXITED -> OptionalInt.of(kept.value());
          case Exit.SIGNALED -> OptionalInt.of(128 + kept.value());
          default -> OptionalInt.empty();
        },
        kept.terminal(),
        kept.clients(),
        Duration.ofNanos(kept.ageNanos()),
        Duration.ofNanos(kept.elapsedNanos()),
        kept.stdoutBytes(),
        kept.stderrBytes());
  }

  /** Whether it still runs. */
  public boolean isRunning() {
    return exit.isEmpty();
  }
}
