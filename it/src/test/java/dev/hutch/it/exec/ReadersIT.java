package dev.hutch.it.exec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.Command;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Floods, and readers that are slow or stop. */
@ExtendWith({LeakGuard.class, OneBox.class})
class ReadersIT {
  private static final int FLOOD = 8_000_000;

  /** What may be under way to a reader that stops: its window here, a pipe, the agent's buffers. */
  private static final int UNDER_WAY = 600_000;

  @Test
  void bothOutputsMayBeFloodedWhileInputIsWritten(Box box) throws Exception {
    RandomBytes input = new RandomBytes(3, FLOOD);
    String zeroes = "head -c " + FLOOD + " /dev/zero";
    String line = zeroes + " & " + zeroes + " >&2 & cat > /root/input; wait";
    try (BoxProcess process = box.exec(Command.shell(line))) {
      FutureTask<Integer> written = begin(() -> input.writeTo(process.getOutputStream()));
      FutureTask<Long> errors = begin(() -> drained(process.getErrorStream()));
      FutureTask<Long> output = begin(() -> drained(process.getInputStream()));
      assertThat(output.get(60, TimeUnit.SECONDS)).isEqualTo(FLOOD);
      assertThat(errors.get(60, TimeUnit.SECONDS)).isEqualTo(FLOOD);
      assertThat(written.get(60, TimeUnit.SECONDS)).isEqualTo(FLOOD);
      assertThat(process.waitFor()).isZero();
    }
    try (BoxProcess cat = box.exec(Command.of("cat", "/root/input"))) {
      assertThat(input.verifyAll(cat.getInputStream())).isEqualTo(FLOOD);
    }
  }

  @Test
  void aReaderThatStopsStopsItsWriterAndNobodyElse(Box box) throws Exception {
    RandomBytes bytes = new RandomBytes(5, FLOOD);
    try (BoxProcess cat = box.exec(Command.shell("cat > /root/bytes"))) {
      bytes.writeTo(cat.getOutputStream());
      assertThat(cat.waitFor()).isZero();
    }
    long heap = Memory.ownHeap();
    String line = "(cat /root/bytes; echo > /root/all-out) & cat /root/bytes >&2; wait";
    try (BoxProcess process = box.exec(Command.shell("rm -f /root/all-out; " + line))) {
      FutureTask<Integer> errors = begin(() -> bytes.verify(process.getErrorStream()));
      assertThat(errors.get(60, TimeUnit.SECONDS)).isEqualTo(FLOOD);
      assertThat(box.run("test", "-e", "/root/all-out").ok()).as("its writer ended").isFalse();
      assertThat(box.run("echo", "others").stdout().text()).isEqualTo("others\n");
      assertThat(process.isAlive()).isTrue();
      assertThat(process.getInputStream().available()).isLessThan(UNDER_WAY);
      assertThat(Memory.ownHeap() - heap).isLessThan(4L << 20);
      assertThat(bytes.verifyAll(process.getInputStream())).isEqualTo(FLOOD);
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void aSlowReaderGetsEveryByte(Box box) throws Exception {
    try (BoxProcess process = box.exec(Command.shell("seq 1 120000"))) {
      StringBuilder expected = new StringBuilder();
      for (int i = 1; i <= 120_000; i++) {
        expected.append(i).append('\n');
      }
      assertThat(slowly(process.getInputStream())).isEqualTo(expected.toString());
    }
  }

  private static String slowly(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (byte[] some = in.readNBytes(7_777); some.length > 0; some = in.readNBytes(7_777)) {
      text.append(new String(some, US_ASCII));
      LockSupport.parkNanos(20_000_000);
    }
    return text.toString();
  }

  private static long drained(InputStream in) throws IOException {
    return in.transferTo(OutputStream.nullOutputStream());
  }

  private static <T> FutureTask<T> begin(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }
}
