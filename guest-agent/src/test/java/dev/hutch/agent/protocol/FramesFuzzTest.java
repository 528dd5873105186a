package dev.hutch.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Any bytes are frames or a violation that is told as such. */
class FramesFuzzTest {
  /** The first byte says how the rest is cut into reads. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      feed(FrameAssembler.fromAgent(), input, true);
      feed(FrameAssembler.fromHost(), input, false);
    }
  }

  private static void feed(FrameAssembler frames, byte[] input, boolean fromAgent) {
    int most = (input[0] & 0xff) < 128 ? Integer.MAX_VALUE : 1 + (input[0] & 0x7f);
    try {
      for (int at = 1; at < input.length; ) {
        assertThat(frames.writable()).isPositive();
        int count = Math.min(Math.min(most, frames.writable()), input.length - at);
        System.arraycopy(input, at, frames.buffer(), frames.writeOffset(), count);
        frames.added(count);
        at += count;
        while (frames.next()) {
          look(frames, fromAgent);
        }
      }
    } catch (ProtocolException e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }

  private static void look(FrameAssembler frames, boolean fromAgent) {
    byte[] from = frames.buffer();
    int at = frames.payloadOffset();
    int length = frames.payloadLength();
    assertThat(length).isBetween(0, Protocol.MAX_PAYLOAD);
    assertThat(at + length).isLessThanOrEqualTo(from.length);
    assertThat(frames.channel()).isBetween(0, Protocol.MAX_CHANNELS);
    if (fromAgent) {
      // What lies behind the payload must not be looked at.
      decode(frames.type(), Arrays.copyOfRange(from, at, at + length), 0, length);
    }
  }

  private static void decode(int type, byte[] from, int at, int length) {
    switch (type) {
      case FrameType.HELLO -> same(Hello.decode(from, at, length));
      case FrameType.OPENED -> same(Opened.decode(from, at, length));
      case FrameType.EXIT -> same(Exit.decode(from, at, length));
      case FrameType.FAILED -> same(Failed.decode(from, at, length));
      case FrameType.KEPT -> assertThat(Kept.decode(from, at, length).toString()).isNotEmpty();
      case FrameType.FAULT ->
          assertThat(Frames.faultMessage(from, at, length)).doesNotContain("\n", "\u001b");
      case FrameType.CREDIT -> Frames.creditBytes(from, at);
      default -> {}
    }
  }

  private static void same(Hello hello) {
    byte[] again = hello.encode();
    assertThat(Hello.decode(again, 0, again.length)).isEqualTo(hello);
  }

  private static void same(Opened opened) {
    byte[] again = opened.encode();
    assertThat(Opened.decode(again, 0, again.length)).isEqualTo(opened);
  }

  private static void same(Exit exit) {
    byte[] again = exit.encode();
    assertThat(Exit.decode(again, 0, again.length)).isEqualTo(exit);
  }

  private static void same(Failed failed) {
    byte[] again = failed.encode();
    assertThat(Failed.decode(again, 0, again.length).step()).isEqualTo(failed.step());
  }

  @Test
  void holdsForTheCorpus() throws Exception {
    KeptInputs.give("frames", FramesFuzzTest::fuzzerTestOneInput);
  }
}
