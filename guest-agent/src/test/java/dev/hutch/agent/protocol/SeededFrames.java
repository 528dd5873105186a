package dev.hutch.agent.protocol;

import java.util.SplittableRandom;

/** Random frames that an agent may send. */
final class SeededFrames {
  private static final int[] TYPES = {
    FrameType.OPENED,
    FrameType.DATA,
    FrameType.END,
    FrameType.CREDIT,
    FrameType.EXIT,
    FrameType.KEPT,
  };

  private final SplittableRandom random;

  SeededFrames(long seed) {
    random = new SplittableRandom(seed);
  }

  byte[] next() {
    int type = TYPES[random.nextInt(TYPES.length)];
    int channel = random.nextInt(1, Protocol.MAX_CHANNELS + 1);
    return Frames.frame(type, channel, streamOf(type), payloadOf(type));
  }

  private int streamOf(int type) {
    return switch (type) {
      case FrameType.DATA -> random.nextInt(1, 3);
      case FrameType.END -> random.nextInt(3);
      default -> 0;
    };
  }

  private byte[] payloadOf(int type) {
    int length =
        switch (type) {
          case FrameType.OPENED -> Opened.BYTES;
          case FrameType.EXIT -> Exit.BYTES;
          case FrameType.KEPT -> Kept.BYTES;
          case FrameType.CREDIT -> 4;
          case FrameType.DATA -> dataLength();
          default -> 0;
        };
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    return payload;
  }

  private int dataLength() {
    int[] lengths = {1, random.nextInt(1, 100), random.nextInt(1, 9000), Protocol.MAX_PAYLOAD};
    return lengths[random.nextInt(lengths.length)];
  }
}
