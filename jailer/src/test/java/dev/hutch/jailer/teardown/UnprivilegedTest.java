package dev.hutch.jailer.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.ChildJvm;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {
  @TempDir private Path directory;

  @Test
  void aUserWithoutPrivilegesStartsABoxAndTearsItDown() throws Exception {
    BoxId box = StandIn.freshId();
    Process program = ChildJvm.startUnprivileged(directory, UnprivilegedProgram.class, box.value());
    List<String> said = program.inputReader().lines().toList();

    assertThat(said).containsExactly("root false", "locked true", "killed true", "left nothing");
    assertThat(program.waitFor()).isZero();
    assertThat(new BoxProcesses(ProcessTable.HOST).of(box)).isEmpty();
  }
}
