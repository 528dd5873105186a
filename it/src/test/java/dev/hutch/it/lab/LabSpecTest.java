package dev.hutch.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabSpecTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"exchange", "modules", "", "Upper", "a/b", "a,b", "1st"})
  void refusesNamesOfSharesThatQemuOrTheLabCannotTake(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabSpec.wall().withShare(name, directory))
        .withMessageContaining(name);
  }

  @Test
  void refusesDirectoriesThatQemuCannotShare() throws IOException {
    Path comma = Files.createDirectory(directory.resolve("a,b"));
    assertThatIllegalArgumentException().isThrownBy(() -> LabSpec.wall().withShare("files", comma));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabSpec.wall().withShare("files", directory.resolve("none")));
  }

  @Test
  void givesTheInstructionClockOneCpu() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabSpec.instructions().withCpus(2))
        .withMessageContaining("2 CPUs");
    assertThat(LabSpec.wall().withCpus(2).withMemoryMib(3072).cpus()).isEqualTo(2);
  }
}
