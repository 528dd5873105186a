package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTest {
  @Test
  void refusesACommandWithoutAProgram() {
    assertThatThrownBy(() -> Command.of(List.of())).hasMessage("the command names no program");
    assertThatThrownBy(() -> Command.of("")).hasMessage("the command names no program");
  }

  @Test
  void refusesNulCharactersWhereverTheyAre() {
    assertThatThrownBy(() -> Command.of("echo", "a\0b")).hasMessageContaining("NUL");
    assertThatThrownBy(() -> Command.of("env").env("A", "a\0b")).hasMessageContaining("NUL");
    assertThatThrownBy(() -> Command.of("pwd").workdir("/a\0b")).hasMessageContaining("NUL");
  }

  @Test
  void refusesVariablesThatCannotBeNamed() {
    assertThatThrownBy(() -> Command.of("env").env("A=B", "c"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("A=B");
  }

  @Test
  void refusesRelativeDirectoriesAndTimesThatAreNone() {
    assertThatThrownBy(() -> Command.of("pwd").workdir("tmp")).hasMessageContaining("tmp");
    assertThatThrownBy(() -> Command.of("pwd").timeout(Duration.ofSeconds(-1)))
        .hasMessageContaining("positive");
  }

  @Test
  void refusesUsersThatAreNone() {
    for (String user : new String[] {":", ":staff", "alice:", "a:b:c", "a\0b"}) {
      assertThatThrownBy(() -> Command.of("id").user(user))
          .isInstanceOf(InvalidSpecException.class);
    }
    assertThat(Command.of("id").user("alice:staff").user()).isEqualTo("alice:staff");
  }

  @Test
  void refusesNumbersOutOfTheirRange() {
    assertThatThrownBy(() -> Command.of("id").nice(20)).hasMessageContaining("-20 to 19");
    assertThatThrownBy(() -> Command.of("id").grace(Duration.ofMillis(-1)))
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> new TerminalSize(80, 65_536)).hasMessageContaining("65535");
    assertThatThrownBy(() -> new Rlimit(Rlimit.Resource.CPU, 2, 1))
        .isInstanceOf(InvalidSpecException.class);
    assertThatThrownBy(() -> Rlimit.of(Rlimit.Resource.CPU, -2))
        .isInstanceOf(InvalidSpecException.class);
    assertThat(Rlimit.of(Rlimit.Resource.CPU, Rlimit.UNLIMITED).encoded().hard()).isEqualTo(-1);
  }

  @Test
  void theLastLimitOfAResourceCounts() {
    Command command =
        Command.of("id")
            .rlimit(Rlimit.Resource.OPEN_FILES, 1)
            .rlimit(Rlimit.Resource.CPU, 2)
            .rlimit(Rlimit.Resource.OPEN_FILES, 3);
    assertThat(command.limits())
        .containsExactly(
            Rlimit.of(Rlimit.Resource.CPU, 2), Rlimit.of(Rlimit.Resource.OPEN_FILES, 3));
  }

  @Test
  void changesNothingElseWhenItSetsOneThing() {
    Command command =
        Command.of("id")
            .clearEnv()
            .env("A", "b")
            .workdir("/tmp")
            .user("alice")
            .tty(new TerminalSize(80, 24))
            .rlimit(Rlimit.Resource.CPU, 2)
            .nice(5)
            .mergeStderr(true)
            .detach(true)
            .stdin(new byte[1])
            .timeout(Duration.ofSeconds(1))
            .grace(Duration.ofSeconds(2))
            .outputLimit(MemorySize.mib(1));
    Command whole =
        new Command(
            List.of("id"),
            Map.of("A", "b"),
            true,
            "/tmp",
            "alice",
            Optional.of(new TerminalSize(80, 24)),
            List.of(Rlimit.of(Rlimit.Resource.CPU, 2)),
            5,
            true,
            true,
            command.stdin(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            MemorySize.mib(1));
    assertThat(command).isEqualTo(whole);
    assertThat(command.stdin()).hasToString("1 bytes");
  }

  @Test
  void doesNotSeeLaterChangesOfItsInput() throws IOException {
    byte[] bytes = {1, 2};
    Command command = Command.of("cat").stdin(bytes);
    bytes[0] = 9;
    assertThat(command.stdin().open()).hasBinaryContent(new byte[] {1, 2});
  }
}
