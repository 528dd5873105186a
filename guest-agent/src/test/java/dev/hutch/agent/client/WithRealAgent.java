package dev.hutch.agent.client;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which each has an agent of its own. */
abstract class WithRealAgent {
  @TempDir Path directory;
  RealAgent agent;

  @BeforeEach
  void startTheAgent() throws IOException {
    agent = RealAgent.start(directory);
  }

  @AfterEach
  void endTheAgent() throws IOException {
    agent.close();
  }
}
