package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandTest extends WithRealAgent {
  @Test
  void keepsItsOutputsApart() throws Exception {
    try (AgentExec exec = agent.sh("echo out; echo err >&2")) {
      assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("out\n");
      assertThat(exec.stderr().readAllBytes()).asString(UTF_8).isEqualTo("err\n");
      assertThat(exec.awaitExit().shellCode()).isZero();
    }
  }

  @Test
  void reportsItsExitCodeAndWhatItUsed() throws Exception {
    try (AgentExec exec = agent.sh("exit 7")) {
      Exit exit = exec.awaitExit();

      assertThat(exit.kind()).isEqualTo(Exit.EXITED);
      assertThat(exit.value()).isEqualTo(7);
      assertThat(exit.outputCut()).isFalse();
      assertThat(exit.elapsedNanos()).isPositive();
      assertThat(exit.maxResidentKib()).isPositive();
      assertThat(exec.opened().pid()).isPositive();
    }
  }

  @Test
  void reportsTheSignalThatEndedIt() throws Exception {
    try (AgentExec exec = agent.sh("kill -9 $$")) {
      assertThat(exec.awaitExit().shellCode()).isEqualTo(137);
    }
  }

  @Test
  void isWaitedForAsLongAsAskedEvenIfThatIsForEver() throws Exception {
    try (AgentExec exec = agent.sh("exit 7")) {
      assertThat(exec.awaitExit(Duration.ofSeconds(Long.MAX_VALUE))).map(Exit::value).contains(7);
    }
  }

  @Test
  void getsTheSignalSentToIt() throws Exception {
    try (AgentExec exec = agent.sh("trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done")) {
      assertThat(exec.stdout().readNBytes(6)).asString(UTF_8).isEqualTo("ready\n");

      exec.signal(15);

      assertThat(exec.awaitExit().value()).isEqualTo(5);
    }
  }

  @Test
  void fromTheSearchPathThatIsMissingFailsAsMissing() {
    assertThatThrownBy(() -> agent.exec("no-such-program"))
        .isInstanceOfSatisfying(
            OperationFailedException.class, e -> assertThat(e.isProgramMissing()).isTrue())
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("No such file");
  }

  @Test
  void thatCannotBeExecutedFailsAsSuch() throws IOException {
    Path file = Files.writeString(directory.resolve("data"), "not a program");

    assertThatThrownBy(() -> agent.exec(file.toString()))
        .isInstanceOfSatisfying(
            OperationFailedException.class, e -> assertThat(e.isProgramNotExecutable()).isTrue());
  }

  @Test
  void inADirectoryThatIsMissingNeverStarts() {
    ExecRequest request = request(List.of("true"), List.of(), "/no/such/place");

    assertThatThrownBy(() -> agent.exec(request))
        .isInstanceOfSatisfying(
            OperationFailedException.class,
            e -> assertThat(e.failed().step()).isEqualTo(Failed.STEP_DIRECTORY));
  }

  @Test
  void hasTheEnvironmentItWasGivenAndASearchPath() throws Exception {
    ExecRequest request = request(List.of("/usr/bin/env"), List.of("A=1", "B= two"), "/");
    try (AgentExec exec = agent.exec(request)) {
      assertThat(exec.stdout().readAllBytes())
          .asString(UTF_8)
          .isEqualTo(
              """
              A=1
              B= two
              PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
              """);
    }
  }

  @Test
  void isLookedUpInItsOwnSearchPath() throws Exception {
    Path program = Files.writeString(directory.resolve("mine"), "#!/bin/sh\npwd\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    ExecRequest request = request(List.of("mine"), List.of("PATH=/x:" + directory), "/usr");
    try (AgentExec exec = agent.exec(request)) {
      assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("/usr\n");
    }
  }

  @Test
  void getsItsArgumentsToTheByte() throws Exception {
    try (AgentExec exec = agent.exec("printf", "%s|", "", " a\tb ", "'\"$x\\", "é\n")) {
      assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("| a\tb |'\"$x\\|é\n|");
    }
  }

  @Test
  void leadsASessionAndHasNoDescriptorsButThree() throws Exception {
    String line = "ls /proc/self/fd | wc -l; test $(cut -d' ' -f6 /proc/$$/stat) = $$";
    try (AgentExec exec = agent.sh(line)) {
      // 0, 1, 2 and the one ls reads the directory by.
      assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("4\n");
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  @Test
  void withoutStandardInputReadsNothing() throws Exception {
    ExecRequest request =
        new ExecRequest(
            List.of("sh", "-c", "cat; echo done >&2"),
            List.of(),
            "/",
            RealAgent.userId(),
            RealAgent.groupId(),
            false,
            true);
    try (AgentExec exec = agent.exec(request)) {
      assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("done\n");
      assertThat(exec.stderr().read()).isNegative();
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  @Test
  void hasItsErrorsInOrderWithItsOutputWhereBothAreMerged() throws Exception {
    ExecRequest request =
        new ExecRequest(
            List.of("sh", "-c", "echo 1; echo 2 >&2; echo 3; echo 4 >&2"),
            List.of(),
            "",
            RealAgent.userId(),
            RealAgent.groupId(),
            true,
            true);
    try (AgentExec exec = agent.exec(request)) {
      assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("1\n2\n3\n4\n");
    }
  }

  @Test
  void isNotWaitedForByItsBackgroundChildren() throws Exception {
    try (AgentExec exec = agent.sh("sleep 1000 & echo $!")) {
      Exit exit = exec.awaitExit(Duration.ofSeconds(20)).orElseThrow();

      assertThat(exit.outputCut()).isTrue();
      long child = Long.parseLong(new String(exec.stdout().readAllBytes(), UTF_8).strip());
      ProcessHandle process = ProcessHandle.of(child).orElseThrow();
      assertThat(process.isAlive()).isTrue();
      process.destroyForcibly();
    }
  }

  @Test
  void losesNothingThatWasWrittenBeforeItsEndToASlowReader() throws Exception {
    // As much as fits the stream's window and the pipe, so that it ends before anybody reads.
    try (AgentExec exec = agent.sh("echo $$; sleep 9 & head -c 310000 /dev/zero")) {
      assertThat(exec.awaitExit(Duration.ofSeconds(1))).isEmpty();
      assertThat(ProcessHandle.of(exec.opened().pid())).isEmpty();

      int number = Integer.toString(exec.opened().pid()).length() + 1;
      assertThat(exec.stdout().readAllBytes()).hasSize(310_000 + number);
      assertThat(exec.awaitExit().outputCut()).isTrue();
    }
  }

  private static ExecRequest request(
      List<String> command, List<String> environment, String workingDirectory) {
    return new ExecRequest(
        command,
        environment,
        workingDirectory,
        RealAgent.userId(),
        RealAgent.groupId(),
        true,
        false);
  }
}
