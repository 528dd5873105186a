package dev.hutch.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was typed makes no sense. */
@ExtendWith(LeakGuard.class)
class BadCommandLineIT {
  @Test
  void withoutAVerbTheUsageIsShown() {
    Ended ended = HutchCommand.of().run();
    assertThat(ended.exit()).isEqualTo(125);
    assertThat(ended.stdoutBytes()).isEmpty();
    assertThat(ended.stderr()).contains("Usage: hutch", "run", "doctor");
  }

  @Test
  void anUnknownVerbIsNamed() {
    Failure.of(HutchCommand.of("fly"), "'fly'", "see 'hutch --help'");
  }

  @Test
  void anUnknownOptionIsNamed() {
    Failure.ofOptions(List.of("--wings", "2"), "'--wings'", "see 'hutch run --help'");
  }

  @Test
  void withoutACommandOneIsAskedFor() {
    Failure.of(HutchCommand.of("run"), "no command", "hutch run -- uname -a");
    Failure.of(HutchCommand.of("run", "--"), "no command", "hutch run -- uname -a");
    Failure.of(HutchCommand.of("run", "--", ""), "names no program");
  }

  @Test
  void aVariableWithoutAValueIsRefused() {
    Failure.ofOptions(List.of("-e", "NAME"), "-e 'NAME'", "NAME=VALUE");
    Failure.ofOptions(List.of("-e", "=value"), "-e '=value'", "NAME=VALUE");
  }

  @Test
  void aRelativeWorkingDirectoryIsRefused() {
    Failure.ofOptions(List.of("-w", "etc"), "'etc'", "not absolute");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--cpus, 0, cpus is 0, 1 to 16",
    "--cpus, 17, cpus is 17, 1 to 16",
    "--cpus, -1, cpus is -1, 1 to 16",
    "--cpus, abc, 'abc', --cpus",
    "--memory, 1k, memory is 1024 bytes, 128 MiB to 65536 MiB",
    "--memory, banana, 'banana', such as 512m",
    "--memory, 99999999999999g, 99999999999999, not possible",
    "--memory, -5m, -5, not possible",
    "--disk, 1m, disk is 1 MiB, 64 MiB to 1048576 MiB",
    "--disk, 2048g, disk is 2097152 MiB, 64 MiB to 1048576 MiB",
    "--start-timeout, 0, startTimeout, must be",
    "--start-timeout, soon, 'soon', --start-timeout",
  })
  void impossibleNumbersAreRefusedWithTheirLimits(
      String option, String value, String what, String remedy) {
    Failure.ofOptions(List.of(option, value), what, remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a\nb", "a'b", "a\"b", "-a", "a-", "ä", "a b"})
  void impossibleHostNamesAreRefusedAndShownOnOneLine(String name) {
    String shown = "'" + name.replace("\n", "\\n") + "'";
    String said = Failure.ofOptions(List.of("--hostname=" + name), shown, "RFC 1123");
    assertThat(said.lines()).hasSize(1);
  }

  @Test
  void anUnknownImageIsNamedWithTheOneThereIs() {
    Failure.of(HutchCommand.of("run", "alpine:3.22", "--", "true"), "'alpine:3.22'", "'base'");
  }

  @Test
  void anUnknownEngineIsNamedWithThoseThereAre() {
    Failure.ofOptions(List.of("--engine", "steam"), "'steam'", "auto, libkrun or emulated");
    Failure.of(
        HutchCommand.running("true").env("HUTCH_ENGINE", "steam"),
        "'steam'",
        "auto, libkrun or emulated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\nb", "café"})
  void aKernelArgumentThatCouldInjectOthersIsRefused(String argument) {
    Failure.ofOptions(List.of("--kernel-arg", argument), "kernel");
  }

  @Test
  void argumentsThatDoNotFitAMessageAreRefused() {
    Failure.of(HutchCommand.running("echo", "x".repeat(70_000)), "70039 bytes", "at most 65536");
  }
}
