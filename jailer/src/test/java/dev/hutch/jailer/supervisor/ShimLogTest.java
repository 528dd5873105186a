package dev.hutch.jailer.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShimLogTest {
  @Test
  void keepsTheEndOfWhatWasWritten() {
    try (ShimLog log = ShimLog.create();
        Fd writer = log.writer()) {
      writer.writeAll("first\n".getBytes(StandardCharsets.UTF_8));
      writer.writeAll("last\n".getBytes(StandardCharsets.UTF_8));
      assertThat(log.tail(2000)).isEqualTo("first\nlast\n");
      assertThat(log.tail(5)).isEqualTo("last\n");
    }
  }

  @Test
  void cannotBeMadeToGrow() {
    byte[] flood = new byte[ShimLog.CAPACITY];
    Arrays.fill(flood, (byte) 'x');
    try (ShimLog log = ShimLog.create();
        Fd writer = log.writer()) {
      writer.writeAll(flood);
      assertThatThrownBy(() -> writer.writeAll(new byte[] {'y'}))
          .isInstanceOf(PosixException.class);
      assertThatThrownBy(() -> writer.truncate(ShimLog.CAPACITY * 2L))
          .isInstanceOf(PosixException.class);
      assertThat(log.tail(10)).isEqualTo("xxxxxxxxxx");
    }
  }
}
