package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.agent.archive.HandMadeArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies with a box that stops in the middle; it is the real agent, frozen. */
@Timeout(60)
class StalledCopyTest extends WithPlainAgent {
  private static final Duration STALL = Duration.ofMillis(400);
  private static final Duration IN_TIME = Duration.ofSeconds(10);
  private static final CopyOptions OPTIONS = CopyOptions.DEFAULT.stallTimeout(STALL);

  @Test
  void aBoxThatTakesNoMoreIsGivenUp() throws Exception {
    byte[] archive = new HandMadeArchive().file("f", "x".repeat(4 << 20)).finished();
    isGivenUp(
        "moved nothing for PT0.4S",
        () -> box.copy().in(new Source(archive, 1 << 20, this::freeze), target(), OPTIONS));
  }

  @Test
  void aBoxThatHasAllAndDoesNotEndIsGivenUp() throws Exception {
    byte[] archive = new HandMadeArchive().file("f", "x").finished();
    isGivenUp(
        "not come to an end for PT0.4S",
        () -> box.copy().in(new Source(archive, archive.length, this::freeze), target(), OPTIONS));
  }

  @Test
  void aBoxThatGivesNoMoreIsGivenUp() throws Exception {
    Path large = Files.write(directory.resolve("large"), new byte[4 << 20]);
    OutputStream freezing =
        new OutputStream() {
          private boolean frozen;

          @Override
          public void write(int b) throws IOException {
            if (!frozen) {
              frozen = true;
              freeze();
            }
          }
        };
    isGivenUp(
        "moved nothing for PT0.4S", () -> box.copy().out(large.toString(), freezing, OPTIONS));
  }

  @Test
  void timeInWhichTheHostIsWaitedForDoesNotCount() throws Exception {
    byte[] archive = new HandMadeArchive().file("f", "x").finished();
    Source slow = new Source(archive, 700, StalledCopyTest::pass);
    box.copy().in(slow, target(), OPTIONS);
    assertThat(Files.readString(directory.resolve("target/f"))).isEqualTo("x");

    OutputStream slowSink =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void flush() {
            pass();
          }
        };
    assertThat(box.copy().out(target(), slowSink, OPTIONS)).isPositive();
  }

  private interface Copying {
    void run() throws Exception;
  }

  private void isGivenUp(String how, Copying copying) throws Exception {
    long start = System.nanoTime();
    try {
      assertThatThrownBy(copying::run)
          .isInstanceOf(CopyException.class)
          .hasMessageContainingAll("cannot copy", how, "CopyOptions.stallTimeout")
          .hasMessageNotContaining(": cannot copy");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(STALL, IN_TIME);
    } finally {
      agent.freeze(false);
    }
    await("the box's side").atMost(IN_TIME).until(() -> agent.programs() == 0);
  }

  private String target() throws IOException {
    return Files.createDirectories(directory.resolve("target")).toString();
  }

  private void freeze() {
    try {
      agent.freeze(true);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("the agent cannot be frozen", e);
    }
  }

  /** Lets more than the time pass in which a box may stall. */
  private static void pass() {
    try {
      long millis = STALL.multipliedBy(2).toMillis();
      assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this", e);
    }
  }

  /** Bytes, before some of which something happens. */
  private static final class Source extends InputStream {
    private final byte[] bytes;
    private final int when;
    private final Runnable happens;
    private int at;
    private boolean happened;

    Source(byte[] bytes, int when, Runnable happens) {
      this.bytes = bytes;
      this.when = when;
      this.happens = happens;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (at >= when && !happened) {
        happened = true;
        happens.run();
      }
      int end = happened ? bytes.length : when;
      int count = Math.min(length, end - at);
      if (count == 0) {
        return -1;
      }
      System.arraycopy(bytes, at, to, offset, count);
      at += count;
      return count;
    }
  }
}
