package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameHeader;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.vmm.control.Phases;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Each violation ends the box with the rule it broke, a FAULT to the agent and a FAILED to the
 * client.
 */
class HostileGuestTest {
  private static final byte[] FULL = Stage.data(1, Protocol.STDOUT, Protocol.MAX_PAYLOAD);

  @Test
  void failsOnHeadersThatLie() {
    violates("payload length 65537", raw(Protocol.MAX_PAYLOAD + 1, 1, FrameType.DATA, 1));
    violates("payload length 4294967295", raw(-1, 1, FrameType.DATA, 1));
    violates("channel 257", raw(1, 257, FrameType.DATA, 1));
    violates("channel 2147483648", raw(1, Integer.MIN_VALUE, FrameType.DATA, 1));
    violates("type 99", raw(0, 1, 99, 0));
    violates("type 16 is not the agent's", raw(4, 1, FrameType.OPEN, 0));
    violates("stream 0 in this direction", raw(1, 1, FrameType.DATA, 0));
    violates("type 19 with a payload of 0", raw(0, 1, FrameType.DATA, 1));
    violates("type 23 with a payload of 41", raw(41, 1, FrameType.EXIT, 0));
  }

  @Test
  void failsOnFramesOutOfTurn() {
    violates("on channel 9, which is free", Stage.opened(9));
    violates("OPENED twice", Stage.opened(1));
    violates("CLOSED without RESET", Frames.empty(FrameType.CLOSED, 1, 0));
    violates("HELLO twice", Stage.hello(Protocol.VERSION));
    violates("type 19 on channel 1, which is free", Stage.exit(1), Stage.data(1, 1, 1));
    violates("type 23 on channel 1, which is free", Stage.exit(1), Stage.exit(1));
    violates(
        "stream 2 goes on after its END", Frames.empty(FrameType.END, 1, 2), Stage.data(1, 2, 1));
    violates(
        "stream 0 is refused twice",
        Frames.empty(FrameType.END, 1, 0),
        Frames.empty(FrameType.END, 1, 0));
    violates("KEPT that nobody asked for", Stage.kept(1));
    violates("the agent gave up: no?memory", Frames.fault("no\nmemory"));
  }

  @Test
  void failsOnMoreThanItWasGivenCreditFor() {
    violates("65548 bytes with a credit of 65500", FULL, FULL, FULL, FULL);
    violates("credit of 262145 on stream 0", Frames.credit(1, Protocol.STDIN, 1));
    violates("credit of 0 bytes", Frames.frame(FrameType.CREDIT, 1, 0, new byte[4]));
  }

  @Test
  void failsOnAnythingBeforeTheGreeting() {
    try (Stage stage = new Stage()) {
      stage.agent.send(Stage.opened(1));
      stage.pump();
      RelayEnd end = stage.ended();
      assertThat(end.phase()).isEqualTo(Phases.HELLO);
      assertThat(end.message()).contains("a frame of type 17 before HELLO");
    }
  }

  @Test
  void endsTheBoxWhenTheGuestDiesInTheMiddleOfAFrame() {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      stage.agent.send(Arrays.copyOf(FULL, 1000));
      stage.agentLeaves();
      stage.pump();

      assertThat(stage.end()).isEqualTo(RelayEnd.machineEnded(Stage.SILENT_END));
      assertThat(client.received()).isEmpty();
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void survivesNoiseOfAnyKind() {
    Random random = new Random(28);
    for (int i = 0; i < 300; i++) {
      try (Stage stage = Stage.greeted()) {
        Peer client = stage.open(1);
        byte[] noise = new byte[Protocol.HEADER_BYTES + random.nextInt(200)];
        random.nextBytes(noise);
        stage.agent.send(noise);
        stage.pump();
        RelayEnd end = stage.ended();
        assertThat(end.cause()).isEqualTo(RelayEnd.Cause.FAILED);
        assertThat(client.received()).extracting(Seen::type).containsExactly(FrameType.FAILED);
      }
    }
  }

  private static byte[] raw(int length, int channel, int type, int stream) {
    byte[] frame = new byte[Protocol.HEADER_BYTES];
    FrameHeader.write(frame, 0, type, channel, stream, 0);
    for (int i = 0; i < 4; i++) {
      frame[i] = (byte) (length >>> (8 * i));
    }
    return frame;
  }

  private static void violates(String rule, byte[]... frames) {
    try (Stage stage = Stage.greeted()) {
      Peer client = stage.open(1);
      for (byte[] frame : frames) {
        stage.agent.send(frame);
        stage.pump();
      }
      RelayEnd end = stage.ended();
      assertThat(end.cause()).isEqualTo(RelayEnd.Cause.FAILED);
      assertThat(end.phase()).isEqualTo(Phases.RUNNING);
      assertThat(end.message()).contains("the guest broke the agent protocol", rule);
      assertThat(stage.agent.received())
          .last()
          .satisfies(frame -> assertThat(frame.type()).isEqualTo(FrameType.FAULT));
      toldClient(client.received());
      assertThat(client.isClosed()).isTrue();
    }
  }

  private static void toldClient(List<Seen> frames) {
    Seen last = frames.getLast();
    if (last.type() == FrameType.FAILED) {
      Failed failed = Failed.decode(last.payload(), 0, last.payload().length);
      assertThat(failed.step()).isEqualTo(Failed.STEP_RELAY);
      assertThat(failed.message()).startsWith("the box has failed");
    } else {
      assertThat(last.type()).isEqualTo(FrameType.EXIT);
    }
  }
}
