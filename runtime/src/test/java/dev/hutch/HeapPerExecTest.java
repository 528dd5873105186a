package dev.hutch;

import static dev.hutch.Tasks.inBackground;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The heap that a command takes in this process while nothing happens on it: what is alive with 200
 * of them, less what was alive without, by 200. The test's stand-in for the relay is counted, too.
 */
@Timeout(120)
class HeapPerExecTest extends WithPlainAgent {
  private static final int EXECS = 200;
  private static final long AT_MOST = 64 * 1024;
  private static final int MUCH = 1 << 20;

  @Test
  void isSmallWhereNothingHasHappenedYet() throws IOException {
    assertThat(heapOfEach(process -> process)).isLessThan(AT_MOST);
  }

  @Test
  void isSmallAgainWhenMuchHasPassedThrough() throws IOException {
    assertThat(heapOfEach(HeapPerExecTest::passMuchThrough)).isLessThan(AT_MOST);
  }

  /** As a program that polls does. */
  @Test
  void doesNotGrowWithTheNumberOfLooks() {
    try (BoxProcess process = box.exec(Command.of("cat"))) {
      long before = alive();
      for (int i = 0; i < 200_000; i++) {
        assertThat(process.isAlive()).isTrue();
        process.info();
      }
      assertThat(alive() - before).isLessThan(4L << 20);
    }
  }

  /** As a program does that looks for a file again and again: the session serves all of them. */
  @Test
  void doesNotGrowWithTheNumberOfCallsOnFiles() throws IOException {
    try (FileSystem files = agent.files("plain").fileSystem()) {
      Path file = files.getPath("/etc/passwd");
      long before = alive();
      for (int i = 0; i < 15_000; i++) {
        assertThat(Files.isRegularFile(file)).isTrue();
      }
      assertThat(alive() - before).isLessThan(1L << 20);
    }
  }

  private long heapOfEach(UnaryOperator<BoxProcess> use) throws IOException {
    use.apply(box.exec(echo())).close(); // loads the classes
    List<BoxProcess> processes = new ArrayList<>();
    try {
      long before = alive();
      for (int i = 0; i < EXECS; i++) {
        processes.add(use.apply(box.exec(echo())));
      }
      long each = (alive() - before) / EXECS;
      assertThat(processes).allMatch(Process::isAlive);
      return each;
    } finally {
      processes.forEach(BoxProcess::close);
    }
  }

  private static Command echo() {
    return Command.shell("tee /dev/stderr");
  }

  private static BoxProcess passMuchThrough(BoxProcess process) {
    FutureTask<Integer> written = inBackground(() -> write(process.getOutputStream()));
    FutureTask<Integer> errors = inBackground(() -> read(process.getErrorStream()));
    try {
      assertThat(read(process.getInputStream())).isEqualTo(MUCH);
      assertThat(errors.get(20, TimeUnit.SECONDS)).isEqualTo(written.get(20, TimeUnit.SECONDS));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return process;
  }

  private static int write(OutputStream out) throws IOException {
    out.write(new byte[MUCH]);
    out.flush();
    return MUCH;
  }

  private static int read(InputStream in) throws IOException {
    return in.readNBytes(MUCH).length;
  }

  private static long alive() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
