package dev.hutch.agent.client;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which each has an agent of its own, and a client that reaches it through a relay. */
abstract class WithPlainRelay {
  @TempDir Path directory;
  RealAgent agent;
  PlainRelay relay;
  AgentClient client;

  @BeforeEach
  void startTheAgent() throws IOException {
    agent = RealAgent.start(directory);
    relay = PlainRelay.before(agent, directory);
    client = relay.client();
  }

  @AfterEach
  void endTheAgent() throws IOException {
    relay.close();
    agent.close();
  }
}
