package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.Errno;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A guest may be late with its answer to RESET while there are free channels; where it takes the
 * last ones away that way, it has broken the protocol.
 */
class UnansweredResetTest {
  private static final int ALL = Protocol.MAX_CHANNELS;

  @Test
  void failsTheBoxWhereNoChannelIsFreeAndTheTimeIsOver() {
    try (Stage stage = Stage.greeted(Duration.ZERO)) {
      Peer running = stage.open(1);
      for (int channel = 2; channel <= ALL; channel++) {
        leave(stage, channel);
      }
      Peer refused = ask(stage);

      RelayEnd end = stage.ended();
      assertThat(end.cause()).isEqualTo(RelayEnd.Cause.FAILED);
      assertThat(end.message())
          .startsWith("the guest broke the agent protocol: channel 2: no answer to RESET for 0 s");
      assertThat(stage.agent.received()).extracting(Seen::type).endsWith(FrameType.FAULT);
      assertThat(whyFailed(refused).errno()).isEqualTo(Errno.EIO);
      assertThat(whyFailed(running).message()).startsWith("the box has failed");
    }
  }

  @Test
  void isBusyUntilTheTimeIsOver() {
    try (Stage stage = Stage.greeted(Duration.ofDays(1))) {
      for (int channel = 1; channel <= ALL; channel++) {
        leave(stage, channel);
      }
      assertThat(whyFailed(ask(stage)).errno()).isEqualTo(Errno.EAGAIN);
      stage.agent.send(Frames.empty(FrameType.CLOSED, 7, 0));
      stage.pump();
      ask(stage);

      assertThat(stage.agent.received()).last().hasToString(openOn(7));
      assertThat(stage.end()).isNull();
    }
  }

  @Test
  void isOnlyBusyWhereEachChannelHasAClient() {
    try (Stage stage = Stage.greeted(Duration.ZERO)) {
      for (int channel = 1; channel <= ALL; channel++) {
        stage.open(channel);
      }
      assertThat(whyFailed(ask(stage)).errno()).isEqualTo(Errno.EAGAIN);
      assertThat(stage.end()).isNull();
    }
  }

  @Test
  void mayTakeItsTimeWhileAChannelIsFree() {
    try (Stage stage = Stage.greeted(Duration.ZERO)) {
      for (int channel = 1; channel < ALL; channel++) {
        leave(stage, channel);
      }
      ask(stage);
      assertThat(stage.agent.received()).last().hasToString(openOn(ALL));
      assertThat(stage.end()).isNull();
    }
  }

  private static void leave(Stage stage, int channel) {
    stage.open(channel).close();
    stage.pump();
    stage.agent.received();
  }

  private static Peer ask(Stage stage) {
    Peer client = stage.connect();
    client.send(Stage.openFrame());
    stage.pump();
    return client;
  }

  private static String openOn(int channel) {
    int payload = Stage.openFrame().length - Protocol.HEADER_BYTES;
    return "type 16 channel " + channel + " stream 0 length " + payload;
  }

  private static Failed whyFailed(Peer client) {
    List<Seen> frames = client.received();
    assertThat(frames).extracting(Seen::type).containsExactly(FrameType.FAILED);
    byte[] payload = frames.getLast().payload();
    return Failed.decode(payload, 0, payload.length);
  }
}
