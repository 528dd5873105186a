package dev.hutch.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CommandStreamsTest extends WithRealAgent {
  private static final int MIB = 1 << 20;

  @Test
  void carry64MiBThereAndBackByteForByte() throws Exception {
    try (AgentExec exec = agent.exec("cat")) {
      FutureTask<byte[]> written = inBackground(() -> writeRandom(exec.stdin(), 64));

      assertThat(digest(exec.stdout(), 64L * MIB)).isEqualTo(written.get());
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  @Test
  void mayBeWaitedForLongerThanNanosecondsCanCount() throws Exception {
    try (AgentExec exec = agent.sh("exit 4")) {
      assertThat(exec.awaitExit(Duration.ofDays(365_000)).orElseThrow().value()).isEqualTo(4);
    }
  }

  @Test
  void floodBothWithoutWaitingForEachOther() throws Exception {
    String line = "head -c 8388608 /dev/zero >&2 & head -c 8388608 /dev/zero; wait";
    try (AgentExec exec = agent.sh(line)) {
      FutureTask<Long> errors = inBackground(() -> count(exec.stderr()));

      assertThat(count(exec.stdout())).isEqualTo(8 * MIB);
      assertThat(errors.get()).isEqualTo(8 * MIB);
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  @Test
  void thatNobodyReadsStopOnlyThemselves() throws Exception {
    try (AgentExec exec = agent.sh("head -c 8388608 /dev/zero >&2 & cat; wait")) {
      exec.stdin().write(new byte[3 * MIB / 16]);
      exec.stdin().close();

      assertThat(exec.stdout().readNBytes(3 * MIB / 16)).hasSize(3 * MIB / 16);
      assertThat(exec.stderr().available()).isLessThan(262_144);
      assertThat(exec.onExit()).isNotDone();
      assertThat(count(exec.stderr())).isEqualTo(8 * MIB);
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  @Test
  void thatAreGatheredNeedNoReaderAndKeepTheFirstBytes() throws Exception {
    try (AgentExec exec = agent.sh("echo first; head -c 8388608 /dev/zero; echo end >&2; exit 3")) {
      exec.stdout().gather(8);
      exec.stderr().gather(8);

      assertThat(exec.awaitExit().value()).isEqualTo(3);
      assertThat(exec.stdout().gathered()).asString().isEqualTo("first\n\0\0");
      assertThat(exec.stdout().isCut()).isTrue();
      assertThat(exec.stderr().gathered()).asString().isEqualTo("end\n");
      assertThat(exec.stderr().isCut()).isFalse();
    }
  }

  @Test
  void thatAreGatheredMayBeLongerThanAWindow() throws Exception {
    try (AgentExec exec = agent.exec("head", "-c", "3145728", "/dev/zero")) {
      exec.stdout().gather(3 * MIB);

      assertThat(exec.awaitExit().value()).isZero();
      assertThat(exec.stdout().gathered()).hasSize(3 * MIB);
      assertThat(exec.stdout().isCut()).isFalse();
    }
  }

  @Test
  void thatCameBeforeTheyWereGatheredCountToo() throws Exception {
    try (AgentExec exec = agent.sh("echo all of this; head -c 8388608 /dev/zero")) {
      await().until(() -> exec.stdout().available() > MIB / 8);
      exec.stdout().gather(3);

      assertThat(exec.awaitExit().value()).isZero();
      assertThat(exec.stdout().gathered()).asString().isEqualTo("all");
      assertThat(exec.stdout().isCut()).isTrue();
    }
  }

  @Test
  void takeOneThreadUntilSomethingIsWritten() throws Exception {
    await().until(() -> threads().isEmpty());
    try (AgentExec exec = agent.exec("cat")) {
      assertThat(threads()).containsExactly("agent exec reader");

      exec.stdin().write(1);
      assertThat(exec.stdout().read()).isEqualTo(1);
      assertThat(threads()).containsExactlyInAnyOrder("agent exec reader", "agent exec writer");
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("agent exec"))
        .toList();
  }

  @Test
  void thatTheReaderClosedLetTheCommandGoOn() throws Exception {
    try (AgentExec exec = agent.sh("head -c 8388608 /dev/zero; exit 3")) {
      exec.stdout().close();

      assertThat(exec.awaitExit().value()).isEqualTo(3);
    }
  }

  @Test
  void thatTheCommandClosedTellTheWriter() throws Exception {
    try (AgentExec exec = agent.sh("exec 0<&-; echo closed; cat /dev/null; sleep 1000")) {
      exec.stdout().readNBytes(7);

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  exec.stdin().write(new byte[MIB]);
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Broken pipe");
    }
  }

  @Test
  void ofACommandThatHasEndedTellTheWriter() throws Exception {
    try (AgentExec exec = agent.exec("true")) {
      exec.awaitExit();

      assertThatThrownBy(() -> exec.stdin().write(1)).hasMessageContaining("Broken pipe");
    }
  }

  @Test
  void pushBackOnAWriterWhoseCommandDoesNotRead() throws Exception {
    try (AgentExec exec = agent.exec("sleep", "1000")) {
      FutureTask<Throwable> writing = inBackground(() -> failureOf(exec, 4 * MIB));
      Thread writer = writerOf(writing);
      await().until(() -> writer.getState() == Thread.State.WAITING);

      writer.interrupt();

      assertThat(writing.get()).isInstanceOf(InterruptedIOException.class);
      exec.signal(9);
      assertThat(exec.awaitExit().shellCode()).isEqualTo(137);
    }
  }

  @Test
  void survivedByAnInterruptedReader() throws Exception {
    try (AgentExec exec = agent.exec("cat")) {
      FutureTask<Throwable> reading = inBackground(() -> catching(() -> exec.stdout().read()));
      Thread reader = writerOf(reading);
      await().until(() -> reader.getState() == Thread.State.WAITING);

      reader.interrupt();

      assertThat(reading.get()).isInstanceOf(InterruptedIOException.class);
      exec.stdin().write('x');
      assertThat(exec.stdout().read()).isEqualTo('x');
    }
  }

  private static Throwable failureOf(AgentExec exec, int bytes) {
    return catching(
        () -> {
          exec.stdin().write(new byte[bytes]);
          return 0;
        });
  }

  private static Throwable catching(Callable<?> call) {
    try {
      return new AssertionError("not expected: " + call.call());
    } catch (Exception e) {
      return e;
    }
  }

  private Thread lastStarted = Thread.currentThread();

  private <T> FutureTask<T> inBackground(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    lastStarted = Thread.ofVirtual().start(task);
    return task;
  }

  private Thread writerOf(FutureTask<?> task) {
    assertThat(task.isDone()).isFalse();
    return lastStarted;
  }

  private static byte[] writeRandom(OutputStream out, int mebibytes) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Random random = new Random(1);
    byte[] block = new byte[MIB];
    for (int i = 0; i < mebibytes; i++) {
      random.nextBytes(block);
      digest.update(block);
      out.write(block);
    }
    out.close();
    return digest.digest();
  }

  private static byte[] digest(InputStream in, long expected) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long count = count(new DigestInputStream(in, digest));
    assertThat(count).isEqualTo(expected);
    return digest.digest();
  }

  private static long count(InputStream in) throws IOException {
    return in.transferTo(OutputStream.nullOutputStream());
  }
}
