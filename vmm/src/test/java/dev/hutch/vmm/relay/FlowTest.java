package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class FlowTest {
  private static final int PAYLOAD = 60_000;
  private static final long TOTAL = 64L << 20;

  @Test
  void keepsServingOthersWhileOneClientReadsNothing() {
    try (Stage stage = Stage.greeted()) {
      Peer slow = stage.open(1);
      Peer quick = stage.open(2);
      for (int stream = Protocol.STDOUT; stream <= Protocol.STDERR; stream++) {
        for (int i = 0; i < 4; i++) {
          stage.agent.send(Stage.data(1, stream, 65_536 - Protocol.HEADER_BYTES));
          stage.pump();
        }
      }
      for (int i = 0; i < 50; i++) {
        stage.agent.send(Stage.data(2, Protocol.STDOUT, 100));
        stage.pump();
        assertThat(quick.received()).hasSize(1);
      }
      assertThat(stage.end()).isNull();

      // All of both windows was kept for the slow one, in order.
      int frames = 0;
      for (int i = 0; i < 20; i++) {
        frames += slow.received().size();
        stage.pump();
      }
      assertThat(frames).isEqualTo(8);
    }
  }

  @Test
  void keepsFewFramesForAClientThatWritesAndReadsNothing() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      byte[] one = Stage.data(1, Protocol.STDIN, 1);
      byte[] credit = Frames.credit(1, Protocol.STDIN, one.length);
      for (int i = 0; i < 20_000; i++) {
        client.send(one);
        stage.relay.step(0);
        stage.agent.received();
        stage.agent.send(credit);
        stage.relay.step(0);
      }
      assertThat(stage.end()).isNull();

      long given = 0;
      int frames = 0;
      for (int i = 0; i < 20; i++) {
        for (Seen frame : client.received()) {
          frames++;
          given += Frames.creditBytes(frame.payload(), 0);
        }
        stage.pump();
      }
      assertThat(given).isEqualTo(20_000L * one.length);
      // What the socket held, and one more for all the rest.
      assertThat(frames).isLessThan(2_000);
    }
  }

  @Test
  void stopsReadingClientsWhileTheGuestTakesNothing() {
    try (Stage stage = Stage.greeted()) {
      long accepted = 0;
      for (int id = 1; id <= 20; id++) {
        Peer client = stage.connect();
        client.send(Stage.openFrame());
        for (int i = 0; i < 4; i++) {
          int sent = client.trySend(Stage.data(1, Protocol.STDIN, 65_000));
          accepted += Math.max(0, sent);
          stage.pump();
          if (sent < 65_012) {
            break;
          }
        }
      }
      // Twenty windows would be 5 MB; sockets hold some, the relay itself little more than one
      // window.
      assertThat(stage.relay.link().hasRoom()).isFalse();
      assertThat(accepted).isGreaterThan(300_000);
      assertThat(stage.end()).isNull();
    }
  }

  @Test
  void carries64MiBThroughAndBackByteForByte() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      Random random = new Random(30);
      CRC32 sent = new CRC32();
      CRC32 received = new CRC32();
      long out = 0;
      long back = 0;
      int credit = Protocol.WINDOW;
      byte[] pending = new byte[0];
      while (back < TOTAL) {
        if (pending.length == 0 && out < TOTAL && credit >= PAYLOAD + Protocol.HEADER_BYTES) {
          byte[] payload = new byte[(int) Math.min(PAYLOAD, TOTAL - out)];
          random.nextBytes(payload);
          sent.update(payload);
          out += payload.length;
          credit -= payload.length + Protocol.HEADER_BYTES;
          pending = Frames.frame(FrameType.DATA, 1, Protocol.STDIN, payload);
        }
        if (pending.length > 0) {
          int taken = Math.max(0, client.trySend(pending));
          pending = Arrays.copyOfRange(pending, taken, pending.length);
        }
        stage.pump();
        for (Seen frame : stage.agent.received()) {
          if (frame.type() == FrameType.DATA) {
            stage.agent.send(
                Frames.credit(1, Protocol.STDIN, frame.payload().length + Protocol.HEADER_BYTES));
            stage.pump();
            stage.agent.send(Frames.frame(FrameType.DATA, 1, Protocol.STDOUT, frame.payload()));
            stage.pump();
          }
        }
        for (Seen frame : client.received()) {
          if (frame.type() == FrameType.CREDIT) {
            credit += Frames.creditBytes(frame.payload(), 0);
          } else {
            received.update(frame.payload());
            back += frame.payload().length;
            client.send(
                Frames.credit(1, Protocol.STDOUT, frame.payload().length + Protocol.HEADER_BYTES));
          }
        }
        assertThat(stage.end()).isNull();
      }
      assertThat(back).isEqualTo(TOTAL);
      assertThat(received.getValue()).isEqualTo(sent.getValue());
    }
  }
}
