package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
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
  void doesNotSeeLaterChangesOfItsInput() {
    byte[] bytes = {1, 2};
    Command command = Command.of("cat").stdin(bytes);
    bytes[0] = 9;
    assertThat(command.stdin().open()).hasBinaryContent(new byte[] {1, 2});
  }
}
