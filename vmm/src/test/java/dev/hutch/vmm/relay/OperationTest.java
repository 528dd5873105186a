package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.TerminalSize;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.control.Phases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationTest {
  @Test
  void carriesAnOperationThroughAndTakesLeaveOfBothSides() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.connect();
      client.send(Stage.openFrame(), Stage.data(1, Protocol.STDIN, 5));
      stage.pump();
      assertThat(stage.agent.received())
          .extracting(Seen::toString)
          .containsExactly(
              "type 16 channel 1 stream 0 length "
                  + (Stage.openFrame().length - Protocol.HEADER_BYTES),
              "type 19 channel 1 stream 0 length 5");

      stage.agent.send(Stage.opened(1), Stage.data(1, Protocol.STDERR, 7), Stage.exit(1));
      stage.pump();
      assertThat(client.received())
          .extracting(Seen::type)
          .containsExactly(FrameType.OPENED, FrameType.DATA, FrameType.EXIT);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void saysThatAnEndedOperationIsOverOnlyWithTheNextFrame() {
    try (Stage stage = Stage.greeted()) {
      stage.open(1);
      stage.agent.send(Stage.exit(1));
      stage.pump();
      assertThat(stage.agent.received()).isEmpty();

      Peer next = stage.connect();
      next.send(Stage.openFrame());
      stage.pump();
      assertThat(stage.agent.received())
          .extracting(Seen::toString)
          .containsExactly(
              "type 24 channel 1 stream 0 length 0",
              "type 16 channel 2 stream 0 length "
                  + (Stage.openFrame().length - Protocol.HEADER_BYTES));
    }
  }

  @Test
  void letsTheClientsEndOfInputCrossTheAgentsRefusalOfIt() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      client.send(Frames.empty(FrameType.END, 1, Protocol.STDIN));
      stage.pump();
      stage.agent.send(Frames.empty(FrameType.END, 1, Protocol.STDIN), Stage.exit(1));
      stage.pump();
      assertThat(client.received())
          .extracting(Seen::type)
          .containsExactly(FrameType.END, FrameType.EXIT);
    }
  }

  @Test
  void carriesThatACommandIsKeptEachTimeItIsAskedFor() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      for (int i = 0; i < 2; i++) {
        client.send(Stage.keep());
        stage.pump();
        assertThat(stage.agent.received())
            .extracting(Seen::toString)
            .containsExactly("type 27 channel 1 stream 0 length 0");
        stage.agent.send(Stage.kept(1));
        stage.pump();
        assertThat(client.received())
            .extracting(Seen::toString)
            .containsExactly("type 28 channel 1 stream 0 length 8");
      }
    }
  }

  @Test
  void carriesSignalsAndSizesOfTerminals() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      client.send(Frames.signal(1, 15), Frames.resize(1, new TerminalSize(80, 24)));
      stage.pump();
      assertThat(stage.agent.received())
          .extracting(Seen::type)
          .containsExactly(FrameType.SIGNAL, FrameType.RESIZE);
      assertThat(client.isClosed()).isFalse();
    }
  }

  @Test
  void givesEachClientItsOwnChannelAndRewritesTheNumbers() {
    try (Stage stage = Stage.greeted()) {
      Peer first = stage.open(1);
      Peer second = stage.open(2);
      stage.agent.send(Stage.data(2, Protocol.STDOUT, 2), Stage.data(1, Protocol.STDOUT, 1));
      stage.pump();

      assertThat(first.received())
          .singleElement()
          .hasToString("type 19 channel 1 stream 1 length 1");
      assertThat(second.received())
          .singleElement()
          .hasToString("type 19 channel 1 stream 1 length 2");
    }
  }

  @Test
  void usesTheIdOfAnAbandonedOperationAgainOnlyAfterTheAgentHasClosedIt() {
    try (Stage stage = Stage.greeted()) {
      List<Peer> clients = new ArrayList<>();
      for (int id = 1; id <= Protocol.MAX_CHANNELS; id++) {
        clients.add(stage.open(id));
      }
      assertThat(refusal(stage)).isEqualTo(Errno.EAGAIN);

      clients.get(6).close();
      stage.pump();
      assertThat(stage.agent.received())
          .singleElement()
          .hasToString("type 24 channel 7 stream 0 length 0");
      assertThat(refusal(stage)).isEqualTo(Errno.EAGAIN);

      stage.agent.send(Frames.empty(FrameType.CLOSED, 7, 0));
      stage.pump();
      Peer next = stage.open(7);
      stage.agent.send(Stage.data(7, Protocol.STDOUT, 1));
      stage.pump();
      assertThat(next.received()).hasSize(1);
    }
  }

  @Test
  void usesTheIdOfAnOperationThatHasEndedAgainAtOnce() {
    try (Stage stage = Stage.greeted()) {
      for (int id = 1; id <= Protocol.MAX_CHANNELS; id++) {
        stage.open(id);
      }
      stage.agent.send(Stage.exit(7));
      stage.pump();
      Peer next = stage.connect();
      next.send(Stage.openFrame());
      stage.pump();

      assertThat(stage.agent.received())
          .extracting(Seen::type)
          .containsExactly(FrameType.RESET, FrameType.OPEN);
      stage.agent.send(Stage.opened(7), Stage.data(7, Protocol.STDOUT, 1));
      stage.pump();
      assertThat(next.received()).hasSize(2);
    }
  }

  private static int refusal(Stage stage) {
    Peer client = stage.connect();
    client.send(Stage.openFrame());
    stage.pump();
    List<Seen> frames = client.received();
    assertThat(frames).hasSize(1);
    assertThat(client.isClosed()).isTrue();
    byte[] payload = frames.getFirst().payload();
    return Failed.decode(payload, 0, payload.length).errno();
  }

  @Test
  void acceptsWhatWasUnderWayWhenAClientLeft() {
    try (Stage stage = Stage.greeted()) {
      stage.open(1).close();
      stage.pump();
      stage.agent.send(Stage.data(1, Protocol.STDOUT, 100), Stage.exit(1));
      stage.pump();

      assertThat(stage.end()).isNull();
    }
  }

  @Test
  void endsWithItsOwnerUnlessDetached() {
    try (Stage stage = Stage.greeted()) {
      stage.ownerLeaves();
      stage.pump();
      assertThat(stage.end()).isEqualTo(RelayEnd.ownerGone(Phases.RUNNING));
    }
    try (Stage stage = new Stage(true, Duration.ofSeconds(30))) {
      stage.ownerLeaves();
      stage.agent.send(Stage.hello(Protocol.VERSION));
      stage.pump();
      assertThat(stage.end()).isNull();
      assertThat(stage.agent.received()).hasSize(1);
    }
  }

  @Test
  void goesOnWithoutAnOwnerThatHasLeftIt() {
    try (Stage stage = Stage.greeted()) {
      stage.ownerSends(ControlEncoder.leave());
      stage.pump();
      assertThat(stage.toldOwner()).last().isEqualTo(new ControlMessage.Left());
      stage.ownerLeaves();
      stage.pump();
      assertThat(stage.end()).isNull();
      assertThat(stage.connect().isClosed()).isFalse();
    }
  }

  @Test
  void endsWithAnOwnerThatSaidSomethingElseBeforeItWent() {
    try (Stage stage = Stage.greeted()) {
      stage.ownerSends("leave it".getBytes(StandardCharsets.UTF_8));
      stage.ownerLeaves();
      stage.pump();
      assertThat(stage.end()).isEqualTo(RelayEnd.ownerGone(Phases.RUNNING));
    }
  }

  @Test
  void endsWithAnOwnerThatWasFoundGoneBeforeTheRelayBegan() {
    try (Stage stage = new Stage()) {
      stage.ownerLeaves();
      stage.owner.send(new byte[1]);
      assertThat(stage.owner.isGone()).isTrue();
      stage.pump();
      assertThat(stage.end()).isEqualTo(RelayEnd.ownerGone(Phases.HELLO));
    }
  }

  @Test
  void endsWithTheMachineAndClosesEveryConnection() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      stage.agent.send(Stage.data(1, Protocol.STDOUT, 3));
      stage.agentLeaves();
      stage.pump();

      assertThat(stage.end()).isEqualTo(RelayEnd.machineEnded(Stage.SILENT_END));
      assertThat(client.received()).hasSize(1);
      assertThat(client.isClosed()).isTrue();
    }
  }
}
