package dev.hutch.jailer.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.Supervisor;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which each has the files of a box of its own, and leaves no process of it. */
abstract class WithBoxFiles {
  final BoxId box = StandIn.freshId();
  final Supervisor supervisor = new Supervisor();
  @TempDir Path directory;
  BoxFiles files;

  @BeforeEach
  void name() {
    files = BoxFiles.in(directory);
  }

  @AfterEach
  void nothingIsLeft() {
    supervisor.close();
    assertThat(new BoxProcesses(ProcessTable.HOST).of(box)).isEmpty();
  }
}
