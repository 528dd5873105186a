package dev.hutch.it.exec;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Many bytes through a command's standard input and output.
 *
 * @param sent SHA-256 of what was written
 * @param received SHA-256 of what was read
 * @param time for all of it
 * @param heapGrowth live heap of this JVM at the end, less that after the first quarter, bytes
 * @param shimGrowth resident memory of the shim, likewise
 */
record Passage(String sent, String received, Duration time, long heapGrowth, long shimGrowth) {
  private static final int BLOCK = 1 << 20;

  /** Sends that many MiB of random bytes through {@code cat}. */
  static Passage through(Box box, int mib) throws Exception {
    long shim = box.info().pid().orElseThrow();
    long start = System.nanoTime();
    try (BoxProcess cat = box.exec(Command.of("cat"))) {
      FutureTask<String> writer = new FutureTask<>(() -> write(cat.getOutputStream(), mib));
      Thread.ofVirtual().start(writer);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      read(cat.getInputStream(), mib / 4, digest);
      long heap = Memory.ownHeap();
      long resident = Memory.resident(shim);
      read(cat.getInputStream(), mib - mib / 4, digest);
      long heapGrowth = Memory.ownHeap() - heap;
      long shimGrowth = Memory.resident(shim) - resident;
      if (cat.getInputStream().read() >= 0) {
        throw new AssertionError("more came back than was sent");
      }
      String sent = writer.get(10, TimeUnit.SECONDS);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      if (cat.waitFor() != 0) {
        throw new AssertionError("cat exited with " + cat.exitValue());
      }
      return new Passage(sent, hex(digest), time, heapGrowth, shimGrowth);
    }
  }

  private static String write(OutputStream out, int mib)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Random random = new Random(mib);
    byte[] block = new byte[BLOCK];
    try (out) {
      for (int i = 0; i < mib; i++) {
        random.nextBytes(block);
        digest.update(block);
        out.write(block);
      }
    }
    return hex(digest);
  }

  private static void read(InputStream in, int mib, MessageDigest digest) throws IOException {
    byte[] block = new byte[BLOCK];
    for (int i = 0; i < mib; i++) {
      if (in.readNBytes(block, 0, BLOCK) < BLOCK) {
        throw new AssertionError("the output ended early");
      }
      digest.update(block);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
