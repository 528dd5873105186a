package dev.hutch.cli;

import java.time.Duration;
import picocli.CommandLine.Model.OptionSpec;

/** How long a box's processes get between SIGTERM and SIGKILL. */
final class Grace {
  private static final int DEFAULT_SECONDS = 10;
  private static final int MOST_SECONDS = 600;

  private Grace() {}

  static OptionSpec option() {
    return Options.number(
        "SECONDS",
        "How long the box's processes get between SIGTERM and SIGKILL, 0 to 600 (10).",
        "-t",
        "--time");
  }

  static Duration read(Typed typed) {
    int seconds = typed.number("--time", DEFAULT_SECONDS);
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw new UsageException("--time is " + seconds + ", but must be 0 to " + MOST_SECONDS);
    }
    return Duration.ofSeconds(seconds);
  }
}
