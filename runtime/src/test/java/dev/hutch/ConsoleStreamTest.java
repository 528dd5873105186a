package dev.hutch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A console that is followed while its box runs. */
@Timeout(30)
class ConsoleStreamTest {
  @TempDir private Path directory;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private Path log;
  private ConsoleStream stream;

  @BeforeEach
  void begin() throws IOException {
    log = directory.resolve("console.log");
    stream = ConsoleStream.of(log, end);
  }

  @AfterEach
  void close() throws IOException {
    stream.close();
  }

  @Test
  void aReadWaitsForWhatComes() throws Exception {
    FutureTask<String> first = waiting();
    append("one");
    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("one");
    FutureTask<String> second = waiting();
    append("two");
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("two");
    assertThat(stream.available()).isZero();
  }

  @Test
  void theEndOfTheBoxIsTheEndOnceAllIsRead() throws Exception {
    FutureTask<String> waiting = waiting();
    end.complete(null);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEmpty();
    append("last words");
    assertThat(new String(stream.readAllBytes(), US_ASCII)).isEqualTo("last words");
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void aBoxThatDoesNotRunIsReadToTheEndAtOnce() throws Exception {
    append("old");
    end.complete(null);
    try (ConsoleStream ended = ConsoleStream.of(log, end)) {
      assertThat(ended.available()).isEqualTo(3);
      assertThat(new String(ended.readAllBytes(), US_ASCII)).isEqualTo("old");
    }
  }

  @Test
  void closingItEndsAReadInAnotherThread() throws Exception {
    FutureTask<String> waiting = waiting();
    stream.close();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("stream closed");
    assertThat(end).isCancelled();
    assertThatThrownBy(stream::read).hasMessage("stream closed");
  }

  @Test
  void anInterruptEndsAReadAndNothingElse() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(stream::read).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    append("more");
    assertThat(stream.readNBytes(4)).asString(US_ASCII).isEqualTo("more");
  }

  @Test
  void aRuntimeThatIsClosedIsNotTakenForTheEnd() {
    end.cancel(false);
    assertThatThrownBy(stream::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the runtime is closed");
  }

  /** What one read gives, by a thread that waits for it. */
  private FutureTask<String> waiting() {
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              byte[] some = new byte[100];
              int count = stream.read(some);
              return new String(some, 0, Math.max(0, count), US_ASCII);
            });
    Thread reader = Thread.ofPlatform().daemon().start(task);
    await("a waiting reader").until(() -> reader.getState() == Thread.State.WAITING);
    return task;
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
