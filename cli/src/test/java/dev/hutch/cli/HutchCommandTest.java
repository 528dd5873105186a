package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "doctor --format xml | xml",
        "fly | fly",
        "run -it -- sh | terminal",
        "run -d -- | no command",
        "run -d base extra -- true | extra",
        "run -d --rm | --rm",
        "run -d --rm -- true | --rm",
        "run -d -e A=b | --env",
        "run -d -i | --interactive",
        "run -d -w tmp -- true | tmp",
        "run --detach-keys ctrl- -- true | ctrl-p,ctrl-q",
        "exec --detach-keys ab web -- true | 'ab'",
        "exec -d web | no command",
        "jobs | hutch jobs",
        "jobs web api | hutch jobs",
        "jobs web --format xml | xml",
        "attach | hutch attach",
        "attach web 1 2 | hutch attach",
        "attach web one | 'one'",
        "attach --detach-keys ctrl-? web | 'ctrl-?'",
        "logs | hutch logs",
        "logs web 0 | '0'",
        "logs web 1 2 | hutch logs",
        "logs --tail few web | 'few'",
        "logs --tail -1 web | '-1'",
        "logs --console web 1 | hutch logs --console BOX",
        "logs --console -f web 1 | --console",
        "forget | hutch forget",
        "run -d -p 8080:80 | hutch forward BOX 8080:80",
        "run -p 80:http -- true | 'http'",
        "run -p 70000:80 -- true | '70000'",
        "run -p 8080:0 -- true | '0'",
        "run -p localhost:80:80 -- true | 'localhost'",
        "forward web | hutch forward",
        "forward web 8080:80 x:1 | 'x:1'",
        "stats --format xml | xml",
        "stats --json --format table | --format table",
        "inspect --format yaml web | yaml",
        "top | hutch top",
        "top web db | hutch top",
        "info web | 'web'",
        "version please | 'please'",
        "completion | which shell",
        "completion tcsh | 'tcsh'",
        "stat | did you mean stats",
        "fly | there is no verb 'fly'",
        "run --meory 1g -- true | did you mean --memory?",
        "forget web one | 'one'",
        "run --name A/b -- true | A/b",
        "create base true | true",
        "create -- base true | true",
        "create --memory 1k | memory is 1024 bytes",
        "start | which box",
        "stop | which box",
        "stop -t 601 web | --time is 601",
        "stop -t soon web | soon",
        "restart --time -1 web | --time is -1",
        "kill | which box",
        "rm -f | which box",
        "inspect | which box",
        "wait | which box",
        "rename web | hutch rename BOX NAME",
        "rename web a b | hutch rename BOX NAME",
        "exec | hutch exec",
        "exec web | no command",
        "exec web -- | no command",
        "exec web extra -- true | one box",
        "exec -it web -- sh | terminal",
        "exec -u : web -- id | NAME:GROUP",
        "exec -w tmp web -- true | tmp",
        "cp web:/etc | hutch cp",
        "cp a b c | hutch cp",
        "cp a b | BOX:PATH",
        "cp web:/a db:/b | both are in a box",
        "cp web: b | web:",
        "cp --max-size banana web:/a b | banana",
        "cp --max-entries 0 web:/a b | at least one entry",
        "cp --stall-timeout 0 web:/a b | more than PT0S",
        "ps web | web",
        "ps --format yaml | yaml",
        "events --since yesterday | yesterday",
        "prune everything | everything",
      })
  void refusesWhatMakesNoSenseAndNamesIt(String words, String named) {
    assertThat(run(words)).isEqualTo(ExitCode.OURS);
    assertThat(text(err)).contains(named).startsWith("hutch: ");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void showsItsHelpOnStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).contains("run", "ps, ls", "doctor");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void showsAVerbsHelpWithExamples() {
    assertThat(run("run --help")).isZero();
    assertThat(text(out)).contains("hutch run [OPTIONS] [IMAGE] -- COMMAND", "Examples:", "125");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run", "create", "start", "exec", "ps", "ls", "inspect", "stop", "restart", "kill", "rm",
        "rename", "wait", "prune", "events", "doctor", "jobs", "attach", "logs", "forget", "cp",
        "forward", "stats", "top", "info"
      })
  void everyVerbHasAHelpThatFitsATerminal(String verb) {
    assertThat(run(verb + " --help")).isZero();
    assertThat(text(out).lines().map(String::length)).allMatch(length -> length <= 80);
    assertThat(text(out))
        .contains("Usage: hutch ", "--home=DIR", "--help", "\nExamples:\n  ", "\nExit code:\n  ");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void optionsMayFollowTheBoxWhereNoCommandDoes() {
    assertThat(run("rm web --nonsense")).isEqualTo(ExitCode.OURS);
    assertThat(text(err)).contains("--nonsense");
  }

  @Test
  void aClosedPipeIsAQuietEnd() {
    assertThat(runInto("Broken pipe")).isEqualTo(ExitCode.BROKEN_PIPE);
    assertThat(text(err)).isEmpty();
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    assertThat(runInto("No space left on device")).isEqualTo(ExitCode.OURS);
    assertThat(text(err))
        .isEqualTo("hutch: the output cannot be written: No space left on device\n");
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
    assertThat(run("version")).isZero();
    assertThat(text(out)).matches("(hutch \\S+\n)\\1");
  }

  @Test
  void coloursAreForScreensOnly() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).doesNotContain("\33");
    Terminal screen =
        new Terminal(
            InputStream.nullInputStream(),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            true,
            true);
    assertThat(new HutchCommand(screen).run(new String[] {"--help"})).isZero();
    assertThat(text(out)).contains("\33[1m");
  }

  private int run(String words) {
    return run(words, out);
  }

  private int runInto(String failure) {
    return run(
        "--help",
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        });
  }

  private int run(String words, OutputStream to) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(), to, new PrintStream(err, true, StandardCharsets.UTF_8));
    return new HutchCommand(terminal).run(words.isEmpty() ? new String[0] : words.split(" ", -1));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
