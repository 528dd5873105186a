package dev.hutch.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void givesTheSameFramesHoweverTheBytesWereCut(long seed) {
    SeededFrames frames = new SeededFrames(seed);
    List<byte[]> sent = new ArrayList<>();
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      byte[] frame = frames.next();
      sent.add(frame);
      wire.writeBytes(frame);
    }

    List<byte[]> received = assemble(wire.toByteArray(), new SplittableRandom(seed));

    assertThat(received).hasSameSizeAs(sent);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(received.get(i)).isEqualTo(sent.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void answersRandomBytesWithAProtocolExceptionAtMost(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] noise = new byte[random.nextInt(1, 200)];
      random.nextBytes(noise);
      // Mostly small numbers get further into the rules than noise does.
      for (int at = 0; at < Math.min(12, noise.length); at++) {
        noise[at] = random.nextInt(3) == 0 ? noise[at] : (byte) random.nextInt(30);
      }
      Throwable thrown = catchThrowable(() -> assemble(noise, random));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(ProtocolException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Protocol.MAX_PAYLOAD + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void refusesALengthNoFrameHasBeforeWaitingForItsBytes(int length) {
    byte[] header = Frames.empty(FrameType.END, 1, Protocol.STDOUT);
    LittleEndian.put32(header, 0, length);

    assertThatThrownBy(() -> assemble(header, new SplittableRandom(1)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(Integer.toUnsignedString(length));
  }

  @Test
  void staysSmallForSmallFrames() {
    FrameAssembler frames = FrameAssembler.fromAgent();
    byte[] end = Frames.empty(FrameType.END, 1, Protocol.STDOUT);

    for (int i = 0; i < 10_000; i++) {
      feed(frames, end, 0, end.length);
      assertThat(frames.next()).isTrue();
      assertThat(frames.next()).isFalse();
    }

    assertThat(frames.buffer()).hasSizeLessThan(10_000);
  }

  private static List<byte[]> assemble(byte[] wire, SplittableRandom random) {
    FrameAssembler frames = FrameAssembler.fromAgent();
    List<byte[]> received = new ArrayList<>();
    for (int at = 0; at < wire.length; ) {
      int count =
          Math.min(Math.min(random.nextInt(1, 40_000), frames.writable()), wire.length - at);
      feed(frames, wire, at, count);
      at += count;
      while (frames.next()) {
        received.add(
            Arrays.copyOfRange(
                frames.buffer(),
                frames.frameOffset(),
                frames.frameOffset() + frames.frameLength()));
      }
    }
    return received;
  }

  private static void feed(FrameAssembler frames, byte[] wire, int at, int count) {
    System.arraycopy(wire, at, frames.buffer(), frames.writeOffset(), count);
    frames.added(count);
  }
}
