package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;

/** A sequence of bytes that nobody needs to keep: it can be made again from its seed. */
final class RandomBytes {
  private static final int MOST_AT_A_TIME = 40_000;

  private final long seed;
  private final int count;

  RandomBytes(long seed, int count) {
    this.seed = seed;
    this.count = count;
  }

  /** Writes them in pieces of random sizes, and closes. */
  int writeTo(OutputStream out) throws IOException {
    Random random = new Random(seed);
    Random sizes = new Random(~seed);
    try (out) {
      for (int left = count; left > 0; ) {
        byte[] piece = new byte[Math.min(left, 1 + sizes.nextInt(MOST_AT_A_TIME))];
        fill(piece, random);
        out.write(piece);
        left -= piece.length;
      }
    }
    return count;
  }

  /** Reads to the end: these, and no others. */
  int verifyAll(InputStream in) throws IOException {
    verify(in);
    assertThat(in.read()).as("what follows %d bytes of seed %d", count, seed).isNegative();
    return count;
  }

  /** Reads as many, in pieces of random sizes; each byte has to be the right one. */
  int verify(InputStream in) throws IOException {
    Random random = new Random(seed);
    Random sizes = new Random(seed + 1);
    for (int left = count; left > 0; ) {
      byte[] expected = new byte[Math.min(left, 1 + sizes.nextInt(MOST_AT_A_TIME))];
      fill(expected, random);
      assertThat(in.readNBytes(expected.length))
          .as("bytes from %d of %d of seed %d", count - left, count, seed)
          .isEqualTo(expected);
      left -= expected.length;
    }
    return count;
  }

  /** One by one, so that it does not matter in which pieces. */
  private static void fill(byte[] bytes, Random random) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
  }
}
