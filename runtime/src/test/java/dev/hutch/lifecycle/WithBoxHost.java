package dev.hutch.lifecycle;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which each has a home of its own. */
abstract class WithBoxHost {
  @TempDir Path directory;
  BoxHost host;

  @BeforeEach
  void open() {
    host = BoxHost.open(directory.resolve("home"));
  }

  @AfterEach
  void close() {
    host.supervisor().close();
  }
}
