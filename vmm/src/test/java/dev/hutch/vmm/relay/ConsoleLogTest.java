package dev.hutch.vmm.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleLogTest {
  @TempDir Path directory;

  @Test
  void logsWhatThePipeBrings() throws IOException {
    try (Pipe pipe = Pipe.create();
        Fd file = open()) {
      ConsoleLog log = new ConsoleLog(new Wire(), pipe.reader(), file);
      assertThat(log.read()).isFalse();
      pipe.writer().writeAll("one\ntwo\n".getBytes(US_ASCII));
      log.drain();

      assertThat(Files.readString(path())).isEqualTo("one\ntwo\n");
      assertThat(log.tail(4096)).isEqualTo("one\ntwo");
      assertThat(log.tail(4)).isEqualTo("two");
      assertThat(log.isEnded()).isFalse();
      pipe.writer().close();
      log.drain();
      assertThat(log.isEnded()).isTrue();
    }
  }

  @Test
  void neverLetsTheFileGrowBeyondItsLimitAndKeepsTheNewest() throws IOException {
    try (Pipe pipe = Pipe.create();
        Fd file = open()) {
      ConsoleLog log = new ConsoleLog(new Wire(), pipe.reader(), file);
      long largest = 0;
      for (int i = 0; i < 300_000; i++) {
        pipe.writer().writeAll(("line " + (1_000_000 + i) + "\n").getBytes(US_ASCII));
        if (i % 1000 == 0) {
          log.drain();
          largest = Math.max(largest, Files.size(path()));
        }
      }
      log.drain();

      assertThat(largest).isBetween(1_000_000L, (long) ConsoleLog.FILE_LIMIT);
      String text = Files.readString(path());
      assertThat(text).startsWith("[hutch: earlier output was dropped]\n");
      assertThat(text).endsWith("line 1299998\nline 1299999\n");
      // No gap: from the first whole line to the last, each number follows the one before.
      String[] lines = text.substring(text.indexOf("\nline ") + 1).split("\n");
      int first = Integer.parseInt(lines[0].substring(5));
      assertThat(lines).hasSize(1_299_999 - first + 1);
      assertThat(lines.length * 13).isGreaterThan(ConsoleLog.KEPT - 13);
    }
  }

  @Test
  void goesOnInMemoryWhereTheFileCannotBeWritten() throws IOException {
    Files.writeString(path(), "");
    try (Pipe pipe = Pipe.create();
        Fd file = Fd.open(path(), OpenFlags.O_RDONLY, 0)) {
      ConsoleLog log = new ConsoleLog(new Wire(), pipe.reader(), file);
      pipe.writer().writeAll("panic\n".getBytes(US_ASCII));
      assertThat(log.read()).isTrue();
      assertThat(log.tail(100)).isEqualTo("panic");
    }
  }

  private Path path() {
    return directory.resolve("console.log");
  }

  private Fd open() {
    return Fd.open(path(), OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_APPEND, 0600);
  }
}
