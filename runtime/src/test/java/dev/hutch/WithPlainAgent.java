package dev.hutch;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which each has an agent of its own, and a box that is nothing but that agent. */
abstract class WithPlainAgent {
  @TempDir Path directory;
  PlainAgent agent;
  BoxAgent box;

  @BeforeEach
  void startTheAgent() throws IOException {
    agent = PlainAgent.start(directory);
    box = agent.box();
  }

  @AfterEach
  void endTheAgent() throws IOException {
    box.close();
    agent.close();
  }
}
