package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.plain.PlainRelay;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of which each has an agent of its own, and a client that reaches it through a relay. */
abstract class WithPlainRelay extends WithRealAgent {
  PlainRelay relay;
  AgentClient client;

  @BeforeEach
  void startTheRelay() throws IOException {
    relay = PlainRelay.before(agent.socket(), directory);
    client = relay.client();
  }

  @AfterEach
  void endTheRelay() throws IOException {
    relay.close();
  }

  static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  /** Reads to the end of this text. */
  static void readUntil(InputStream in, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int b = in.read();
      assertThat(b).as("after " + read).isNotNegative();
      read.append((char) b);
    }
  }
}
