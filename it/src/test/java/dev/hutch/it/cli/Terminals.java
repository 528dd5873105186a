package dev.hutch.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.RunningHutch;
import java.time.Duration;

/** What a person does who watches a command run. */
final class Terminals {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Says that it is up, and lives until it is told otherwise. */
  static final String LOOP = "echo up; while :; do sleep 0.1; done";

  private Terminals() {}

  /** Waits until a command has written this. */
  static void awaitOutput(RunningHutch hutch, String text) {
    await("'" + text.strip() + "' on standard output")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> hutch.stdout().contains(text) || !hutch.isAlive());
    assertThat(hutch.stdout()).as(hutch::stderr).contains(text);
  }

  /** Waits until a command has written this to standard error. */
  static void awaitMessage(RunningHutch hutch, String text) {
    await("'" + text + "' on standard error")
        .atMost(PATIENCE)
        .until(() -> hutch.stderr().contains(text) || !hutch.isAlive());
    assertThat(hutch.stderr()).contains(text);
  }

  /** Waits until the emulator of its box runs. */
  static void awaitMachine(RunningHutch hutch) {
    ProcessHandle process = ProcessHandle.of(hutch.pid()).orElseThrow();
    await("an emulator below hutch")
        .atMost(PATIENCE)
        .until(
            () ->
                process
                    .descendants()
                    .anyMatch(child -> child.info().command().orElse("").contains("qemu")));
  }

  /** A shell's line that does this at a signal and otherwise loops. */
  static String[] trap(String signal, String action) {
    return new String[] {"sh", "-c", "trap '" + action + "' " + signal + "; " + LOOP};
  }
}
