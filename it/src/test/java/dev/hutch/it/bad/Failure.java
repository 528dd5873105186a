package dev.hutch.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import java.util.ArrayList;
import java.util.List;

/** How a failure of Hutch's own looks to the user. */
final class Failure {
  private static final int OURS = 125;

  private Failure() {}

  /**
   * Runs {@code hutch} and expects 125, nothing on standard output, and a message that says what
   * failed, with which value, and what to do.
   *
   * @return what was said
   */
  static String of(HutchCommand command, String... said) {
    Ended ended = command.run();
    assertThat(ended.exit()).as(ended::toString).isEqualTo(OURS);
    assertThat(ended.stdoutBytes()).isEmpty();
    assertThat(ended.stderr()).contains(said).doesNotContain("Exception", "\tat ");
    assertThat(ended.stderr()).startsWith("hutch: ");
    return ended.stderr();
  }

  /** As {@link #of} for {@code hutch run OPTION... -- true}. */
  static String ofOptions(List<String> options, String... said) {
    return of(withOptions(options), said);
  }

  /** {@code hutch run OPTION... -- true}. */
  static HutchCommand withOptions(List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(options);
    arguments.addAll(List.of("--", "true"));
    return HutchCommand.of(arguments.toArray(String[]::new));
  }
}
