package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.PosixException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes a guest or a client sends, the relay goes on or says what was wrong, and what it
 * passes on keeps to the protocol.
 */
class RelayFuzzTest {
  /** More is a matter of the sockets' buffers. */
  private static final int MAX_INPUT = 32_768;

  private static final int CLIENTS = 3;

  /**
   * The first byte: whether the agent has greeted, who speaks, how the rest is cut into pieces.
   * Before it, three clients have opened channels 1 to 3.
   */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0 || input.length > MAX_INPUT) {
      return;
    }
    try (Stage stage = new Stage()) {
      if ((input[0] & 1) == 0) {
        stage.agent.send(Stage.hello(Protocol.VERSION));
      }
      List<Peer> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(stage.connect());
        clients.get(i).send(Stage.openFrame());
      }
      stage.pump();
      speak(stage, clients, input);
      look(stage, clients);
    }
  }

  private static void speak(Stage stage, List<Peer> clients, byte[] input) {
    boolean guest = (input[0] & 2) == 0;
    Peer speaker = guest ? stage.agent : clients.getFirst();
    int most = (input[0] & 4) == 0 ? MAX_INPUT : 1 + (input[0] >>> 3 & 31);
    if (!guest && (input[0] & 1) == 0) {
      stage.agent.send(Stage.opened(1));
    }
    try {
      for (int at = 1; at < input.length; at += most) {
        speaker.send(Arrays.copyOfRange(input, at, Math.min(input.length, at + most)));
        stage.pump();
      }
    } catch (PosixException e) {
      // The relay has closed the connection.
    }
  }

  private static void look(Stage stage, List<Peer> clients) {
    RelayEnd end = stage.end();
    assertThat(end == null || end.cause() == RelayEnd.Cause.FAILED).isTrue();
    // Throws where a frame breaks the header's rules: what reaches an agent is checked.
    stage.agent.received();
    for (Peer client : clients) {
      assertThat(client.received()).allMatch(frame -> frame.stream() <= Protocol.STDERR);
    }
  }

  @Test
  void holdsForTheCorpus() throws Exception {
    KeptInputs.give("relay", RelayFuzzTest::fuzzerTestOneInput);
  }
}
