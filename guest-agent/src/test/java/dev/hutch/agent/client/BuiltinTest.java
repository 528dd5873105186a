package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program inside the agent's own binary. */
@Timeout(60)
class BuiltinTest extends WithPlainRelay {
  @Test
  void endsAsACommandDoes() throws Exception {
    try (AgentExec files = client.exec(builtin("files"))) {
      files.stdin().close();

      assertThat(files.awaitExit().shellCode()).isZero();
      assertThat(files.stdout().read()).isNegative();
    }
  }

  @Test
  void isAProcessOfItsOwnWithTheNameOfTheProgram() throws Exception {
    try (AgentExec files = client.exec(builtin("files"))) {
      Path process = Path.of("/proc", Integer.toString(files.opened().pid()));

      Awaitility.await().until(() -> Files.readString(process.resolve("comm")).equals("files\n"));
      try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
        assertThat(descriptors).hasSize(3);
      }
      files.signal(9);
      assertThat(files.awaitExit().shellCode()).isEqualTo(137);
    }
    try (AgentExec after = client.exec(RealAgent.request("echo", "here"))) {
      assertThat(after.stdout().readAllBytes()).asString(UTF_8).isEqualTo("here\n");
    }
  }

  @Test
  void isNotOneOfTheBoxEvenWhereThatIsInThePath() throws Exception {
    Path program = Files.writeString(directory.resolve("files"), "#!/bin/sh\necho box's\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    ExecRequest request =
        new ExecRequest(
            List.of("files"),
            List.of("PATH=" + directory),
            directory.toString(),
            RealAgent.userId(),
            RealAgent.groupId(),
            false,
            false,
            ExecOptions.NONE.withBuiltin(true));
    try (AgentExec files = client.exec(request)) {
      assertThat(files.stdout().readAllBytes()).isEmpty();
      assertThat(files.awaitExit().shellCode()).isZero();
    }
  }

  @Test
  void ofAnUnknownNameIsMissing() {
    for (String name : List.of("sh", "file", "files ", "--serve-unix")) {
      assertThatThrownBy(() -> client.exec(builtin(name, "/dev/null")))
          .isInstanceOfSatisfying(
              OperationFailedException.class,
              e -> {
                assertThat(e.isProgramMissing()).isTrue();
                assertThat(e.failed().step()).isEqualTo(Failed.STEP_PROGRAM);
              });
    }
  }

  private static ExecRequest builtin(String... command) {
    return RealAgent.request(command).with(ExecOptions.NONE.withBuiltin(true));
  }
}
