package dev.hutch.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Checkout;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages show works as they show it: programs with the built jars, sessions with hutch. */
@ExtendWith(LeakGuard.class)
@Timeout(600)
class ExamplesIT {
  private static final String IMPORTS =
      """
      import dev.hutch.*;
      import java.io.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.stream.*;
      """;

  @TempDir private Path directory;

  @Test
  void theReadmesProgramPrintsWhatItSays() throws Exception {
    Page page = Page.of("README.md");
    String printed = launch(page.java().getFirst(), "Example");

    assertThat(printed).matches(shape(page.printed()));
  }

  @Test
  void boxesOutliveTheRuntimeThatMadeThem() throws Exception {
    String printed = launch(program(Page.of("docs/lifecycle.md").java().getFirst()), "Shown");

    assertThat(printed).startsWith("kept\n").contains("builder");
  }

  @Test
  void javasFilesWorkOnABox() throws Exception {
    Files.writeString(directory.resolve("input.csv"), "b,2\na,1\n");
    String piece = Page.of("docs/files.md").java().getFirst();
    String withBox =
        "try (Hutch hutch = Hutch.open(); Box box = hutch.start(BoxSpec.base())) {\n"
            + piece
            + "}\n";

    assertThat(launch(program(withBox), "Shown")).isEqualTo("a,1\nb,2\n");
    assertThat(directory.resolve("output.csv")).hasContent("a,1\nb,2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/cli.md", "docs/run.md"})
  void sessionsGoAsTheyAreShown(String name) throws Exception {
    int typed = 0;
    for (List<Page.Typed> session : Page.of(name).sessions()) {
      // A first command with --timing shows milliseconds, which are never the same.
      if (session.getFirst().command().contains("--timing")) {
        continue;
      }
      for (Page.Typed step : session) {
        assertThat(shell(step.command()))
            .as(name + ": " + step.command())
            .matches(shape(String.join("\n", step.output())));
        typed++;
      }
    }
    assertThat(typed).isPositive();
  }

  /** A piece of a program as a whole one. */
  private static String program(String piece) {
    return IMPORTS
        + "public class Shown {\n  public static void main(String[] args) throws Exception {\n"
        + piece
        + "  }\n}\n";
  }

  /** By the command that the README gives. */
  private String launch(String program, String name) throws IOException, InterruptedException {
    Path source = Files.writeString(directory.resolve(name + ".java"), program);
    return run(
        directory,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        Checkout.distribution().resolve("lib") + "/*",
        "--enable-native-access=ALL-UNNAMED",
        source.toString());
  }

  /** In a directory where both {@code hutch} and {@code ./hutch} are this checkout's. */
  private String shell(String command) throws IOException, InterruptedException {
    Path session = Files.createDirectories(directory.resolve("session"));
    Path hutch = session.resolve("hutch");
    Files.writeString(hutch, "#!/bin/sh\nexec '" + Checkout.launcher() + "' \"$@\"\n");
    Files.setPosixFilePermissions(hutch, PosixFilePermissions.fromString("rwx------"));
    return run(session, "bash", "-c", "hutch() { ./hutch \"$@\"; }\n" + command);
  }

  private String run(Path in, String... command) throws IOException, InterruptedException {
    Path errors = directory.resolve("errors");
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("HUTCH_HOME", Checkout.home().toString());
    builder.environment().put("HUTCH_ENGINE", "emulated");
    Process process = builder.start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readString(output);
  }

  /** What is shown, but for what differs each time: ids, times, kernels, the width of columns. */
  private static Pattern shape(String shown) {
    String shape =
        Pattern.compile("[a-z0-9]{20}|\\d+ seconds? ago|\\d+ seconds?|\\d+\\.\\d+\\.\\d+|[^\\w]")
            .matcher(shown.strip())
            .replaceAll(found -> Matcher.quoteReplacement(like(found.group())))
            .replaceAll("( )+", " +");
    return Pattern.compile("(?s)\\s*" + shape + "\\s*");
  }

  private static String like(String shown) {
    if (shown.matches("[a-z0-9]{20}")) {
      return "[a-z0-9]{20}";
    }
    if (shown.contains("second")) {
      return "(?:\\d+ \\w+|less than a second)" + (shown.endsWith("ago") ? " ago" : "");
    }
    if (shown.matches("[\\d.]+")) {
      return "\\d+\\.\\d+\\.\\d+";
    }
    return shown.isBlank() ? shown : "\\" + shown;
  }
}
