package dev.hutch;

import static dev.hutch.Tasks.inBackground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams and channels of files of a box. */
@Timeout(60)
class BoxStreamsTest extends WithBoxFiles {
  private static final int MANY = 20_000_000;
  private static final StandardOpenOption[] READ_WRITE = {
    StandardOpenOption.READ, StandardOpenOption.WRITE
  };

  @Test
  void carryManyBytesThereAndBack() throws IOException {
    byte[] content = new byte[MANY];
    new Random(7).nextBytes(content);
    Path file = inBox.resolve("many");
    try (OutputStream out = Files.newOutputStream(file)) {
      int at = 0;
      for (int i = 1; at < MANY; i = i * 3 % 200_003) {
        int count = Math.min(i, MANY - at);
        out.write(content, at, count);
        at += count;
      }
    }
    assertThat(Files.mismatch(file, onHost.resolve("many"))).isEqualTo(-1);
    assertThat(Files.readAllBytes(onHost.resolve("many"))).isEqualTo(content);
    try (InputStream in = Files.newInputStream(file)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
  }

  @Test
  void whatWasWrittenIsThereAfterAFlush() throws IOException {
    try (OutputStream out = Files.newOutputStream(inBox.resolve("a"))) {
      for (int i = 0; i < 3_000; i++) {
        out.write(i);
      }
      out.flush();
      assertThat(Files.size(onHost.resolve("a"))).isEqualTo(3_000);
    }
  }

  @Test
  void aWriteThatFailedIsSaidByTheCloseAtTheLatest() throws IOException {
    OutputStream out = Files.newOutputStream(system.getPath("/dev/full"));
    assertThatThrownBy(
            () -> {
              try (out) {
                out.write(new byte[10]);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
    assertThatThrownBy(() -> Files.write(system.getPath("/dev/full"), new byte[10]))
        .hasMessageContaining("No space left on device");
  }

  @Test
  void aReaderThatComesBackAfterTheEndGetsWhatWasAdded() throws IOException {
    Path log = inBox.resolve("log");
    Files.writeString(log, "one");
    try (InputStream in = Files.newInputStream(log)) {
      assertThat(in.readNBytes(100)).asString().isEqualTo("one");
      assertThat(in.read()).isNegative();
      Files.writeString(onHost.resolve("log"), "two", StandardOpenOption.APPEND);
      assertThat(in.readNBytes(100)).asString().isEqualTo("two");
    }
  }

  @Test
  void aFifoGivesWhatItHasWithoutWaitingForMore() throws IOException {
    Path fifo = fifo();
    try (SeekableByteChannel writer = Files.newByteChannel(onHost.resolve("fifo"), READ_WRITE);
        InputStream in = Files.newInputStream(fifo);
        SeekableByteChannel channel = Files.newByteChannel(fifo)) {
      writer.write(ByteBuffer.wrap(new byte[] {1, 2}));
      assertThat(in.readNBytes(2)).containsExactly(1, 2);
      writer.write(ByteBuffer.wrap(new byte[] {3, 4}));
      assertThat(channel.read(ByteBuffer.allocate(100))).isEqualTo(2);
    }
  }

  @Test
  void whatNeverComesHoldsUpNothingElse() throws Exception {
    Path fifo = fifo();
    FutureTask<Integer> opening = inBackground(() -> Files.newInputStream(fifo).read());
    await().atMost(Duration.ofSeconds(10)).until(() -> agent.programs() > 0);
    Files.writeString(inBox.resolve("other"), "other");
    assertThat(Files.readString(inBox.resolve("other"))).isEqualTo("other");
    assertThat(opening.isDone()).isFalse();
    write(onHost.resolve("fifo"), "x");
    assertThat(opening.get(10, TimeUnit.SECONDS)).isEqualTo('x');
  }

  @Test
  void anInterruptEndsAnOpenThatWaits() throws Exception {
    Path fifo = fifo();
    FutureTask<InputStream> opening = new FutureTask<>(() -> Files.newInputStream(fifo));
    Thread opener = Thread.ofVirtual().start(opening);
    await().atMost(Duration.ofSeconds(10)).until(() -> agent.programs() > 0);
    opener.interrupt();
    assertThatThrownBy(() -> opening.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
    await().atMost(Duration.ofSeconds(10)).until(() -> agent.programs() == 0);
  }

  @Test
  void anInterruptClosesAChannelAndTheFileSystemIsWell() throws Exception {
    Path fifo = fifo();
    try (SeekableByteChannel channel = Files.newByteChannel(fifo, READ_WRITE)) {
      FutureTask<Integer> reading = new FutureTask<>(() -> channel.read(ByteBuffer.allocate(1)));
      Thread reader = Thread.ofVirtual().start(reading);
      reader.interrupt();
      assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ClosedByInterruptException.class);
      assertThat(channel.isOpen()).isFalse();
    }
    assertThat(Files.exists(fifo)).isTrue();
  }

  @Test
  void closingEndsAReadInAnotherThread() throws Exception {
    SeekableByteChannel channel = Files.newByteChannel(fifo(), READ_WRITE);
    FutureTask<Integer> reading = new FutureTask<>(() -> channel.read(ByteBuffer.allocate(1)));
    Thread reader = Thread.ofVirtual().start(reading);
    await().atMost(Duration.ofSeconds(10)).until(() -> reader.getState() == Thread.State.WAITING);
    channel.close();
    assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
    channel.close();
  }

  @Test
  void theDeathOfTheBoxEndsEveryWaitingCall() throws Exception {
    Path fifo = fifo();
    shell("mkfifo another");
    SeekableByteChannel channel = Files.newByteChannel(fifo, READ_WRITE);
    OutputStream out = Files.newOutputStream(inBox.resolve("file"));
    List<FutureTask<?>> waiting = new ArrayList<>();
    waiting.add(inBackground(() -> channel.read(ByteBuffer.allocate(1))));
    waiting.add(inBackground(() -> Files.newInputStream(inBox.resolve("another"))));
    waiting.add(inBackground(() -> writeForEver(out)));
    await().atMost(Duration.ofSeconds(10)).until(() -> agent.programs() >= 3);
    agent.die();
    long died = System.nanoTime();
    for (FutureTask<?> each : waiting) {
      assertThatThrownBy(() -> each.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(Duration.ofSeconds(2));
    assertThatThrownBy(() -> Files.size(fifo))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(BoxGoneException.class);
    assertThatThrownBy(out::close).isInstanceOf(IOException.class);
    // so that the program that waits for it ends, which has lost its agent
    Files.newByteChannel(onHost.resolve("another"), READ_WRITE).close();
  }

  @Test
  void manyVirtualThreadsWorkAtOnce() throws Exception {
    List<FutureTask<String>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Path file = inBox.resolve("file" + i);
      all.add(inBackground(() -> Files.readString(Files.writeString(file, file.toString()))));
    }
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).get(30, TimeUnit.SECONDS)).endsWith("file" + i);
    }
  }

  private static int write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.WRITE);
    return text.length();
  }

  private static int writeForEver(OutputStream out) throws IOException {
    while (true) {
      out.write(new byte[1_000]);
      out.flush();
    }
  }
}
