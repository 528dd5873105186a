package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided before anything is started. */
class HutchCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nonsense | --nonsense",
        "run --nonsense -- true | --nonsense",
        "run | no command",
        "run -- | no command",
        "run base | no command",
        "run base extra -- true | extra",
        "run --cpus 0 -- true | cpus is 0",
        "run --cpus many -- true | many",
        "run --memory banana -- true | banana",
        "run --hostname a/b -- true | a/b",
        "run -e NOVALUE -- true | NOVALUE",
        "run -w tmp -- true | tmp",
        "run --engine quantum -- true | quantum",
        "doctor extra | extra",
        "fly | fly",
      })
  void refusesWhatMakesNoSenseAndNamesIt(String words, String named) {
    assertThat(run(words)).isEqualTo(ExitCode.OURS);
    assertThat(text(err)).contains(named).startsWith("hutch: ");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void showsItsHelpOnStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).contains("run", "doctor");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void showsAVerbsHelpWithExamples() {
    assertThat(run("run --help")).isZero();
    assertThat(text(out)).contains("hutch run [OPTIONS] [IMAGE] -- COMMAND", "Examples:", "125");
  }

  @Test
  void saysItsUsageOnStandardErrorWhereNoVerbWasGiven() {
    assertThat(run("")).isEqualTo(ExitCode.OURS);
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).contains("Usage: hutch");
  }

  @Test
  void showsItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(text(out)).startsWith("hutch ");
  }

  private int run(String words) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8));
    return new HutchCommand(terminal).run(words.isEmpty() ? new String[0] : words.split(" ", -1));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
