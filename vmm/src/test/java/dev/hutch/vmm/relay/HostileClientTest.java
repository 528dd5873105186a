package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A client that breaks the protocol loses its connection; the agent sees RESET, other clients
 * nothing.
 */
class HostileClientTest {
  private static final byte[] FULL = Stage.data(1, Protocol.STDIN, Protocol.MAX_PAYLOAD);

  @Test
  void dropsAClientThatDoesNotBeginWithOpen() {
    for (byte[] frame :
        List.of(
            Stage.data(1, Protocol.STDIN, 1),
            Frames.signal(1, 9),
            Frames.empty(FrameType.RESET, 1, 0),
            Frames.fault("?"),
            Stage.hello(Protocol.VERSION),
            Stage.opened(1),
            new byte[100])) {
      try (Stage stage = Stage.greeted()) {
        Peer client = stage.connect();
        client.send(frame);
        stage.pump();
        assertThat(client.received()).isEmpty();
        assertThat(client.isClosed()).isTrue();
        assertThat(stage.agent.received()).isEmpty();
        assertThat(stage.end()).isNull();
      }
    }
  }

  @Test
  void endsTheOperationOfAClientThatBreaksTheRules() {
    violates(Stage.openFrame());
    violates(Stage.data(2, Protocol.STDIN, 1));
    violates(Frames.empty(FrameType.RESET, 1, 0));
    violates(Frames.empty(FrameType.END, 1, 0), Stage.data(1, Protocol.STDIN, 1));
    violates(FULL, FULL, FULL, FULL);
    violates(Frames.credit(1, Protocol.STDOUT, 1));
    violates(Stage.data(1, Protocol.STDOUT, 1));
    violates(Stage.exit(1));
    violates(Stage.keep(), Stage.keep());
    violates(Stage.kept(1));
  }

  @Test
  void dropsAClientThatGivesCreditForBytesItWasNotSent() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      byte[] full = Stage.data(1, Protocol.STDOUT, Protocol.MAX_PAYLOAD);
      // Far more than the socket holds: the relay has to keep most of it.
      for (int i = 0; i < 3; i++) {
        stage.agent.send(full);
        stage.pump();
      }
      byte[] stderr = Stage.data(1, Protocol.STDERR, Protocol.MAX_PAYLOAD);
      for (int i = 0; i < 3; i++) {
        stage.agent.send(stderr);
        stage.pump();
      }
      client.send(Frames.credit(1, Protocol.STDOUT, 3 * 65_548));
      stage.pump();
      client.send(Frames.credit(1, Protocol.STDERR, 3 * 65_548));
      stage.pump();

      assertThat(stage.agent.received())
          .last()
          .satisfies(frame -> assertThat(frame.type()).isEqualTo(FrameType.RESET));
      assertThat(stage.end()).isNull();
    }
  }

  @Test
  void dropsAClientThatAsksToBeKeptAgainAndAgainWithoutReading() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      // Far more than the socket holds: what comes behind has to stay with the relay.
      for (int stream = Protocol.STDOUT; stream <= Protocol.STDERR; stream++) {
        for (int i = 0; i < 3; i++) {
          stage.agent.send(Stage.data(1, stream, Protocol.MAX_PAYLOAD));
          stage.pump();
        }
      }
      client.send(Stage.keep());
      stage.pump();
      stage.agent.send(Stage.kept(1));
      stage.pump();
      client.send(Stage.keep());
      stage.pump();

      assertThat(stage.agent.received())
          .extracting(Seen::type)
          .containsExactly(FrameType.KEEP, FrameType.RESET);
      assertThat(stage.end()).isNull();
    }
  }

  @Test
  void survivesNoiseOfAnyKind() {
    Random random = new Random(29);
    try (Stage stage = Stage.greeted()) {
      Peer other = stage.open(1);
      for (int i = 0; i < 300; i++) {
        Peer client = stage.connect();
        byte[] noise = new byte[Protocol.HEADER_BYTES + random.nextInt(200)];
        random.nextBytes(noise);
        client.send(noise);
        stage.pump();
        client.received();
        assertThat(client.isClosed()).isTrue();
      }
      stage.agent.send(Stage.data(1, Protocol.STDOUT, 1));
      stage.pump();
      assertThat(other.received()).hasSize(1);
    }
  }

  private static void violates(byte[]... frames) {
    try (Stage stage = Stage.greeted()) {
      Peer other = stage.open(1);
      Peer client = stage.open(2);
      for (byte[] frame : frames) {
        client.send(frame);
        stage.pump();
        stage.agent.send(Stage.data(1, Protocol.STDOUT, 1));
        stage.pump();
      }
      client.received();
      assertThat(client.isClosed()).isTrue();
      assertThat(stage.agent.received()).last().hasToString("type 24 channel 2 stream 0 length 0");
      assertThat(other.received()).hasSize(frames.length);
      assertThat(stage.end()).isNull();
    }
  }
}
