package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

// In a thread of its own: native calls do not react to the interrupt of a time-out.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class UnixSocketTest {
  @TempDir Path folder = Path.of("");

  @Test
  void acceptsAJavaChannelAndNeverWaits() throws IOException {
    Path path = folder.resolve("s");
    try (Fd listener = UnixSocket.listen(path, 16)) {
      assertThat(UnixSocket.accept(listener)).isNull();
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(UnixDomainSocketAddress.of(path));
        assertThat(Poll.waitReadable(listener, Duration.ofSeconds(10))).isTrue();
        try (Fd accepted = Objects.requireNonNull(UnixSocket.accept(listener))) {
          assertThat(OpenDescriptors.isCloseOnExec(accepted)).isTrue();
          accepted.writeAll(new byte[] {1, 2, 3});
        }
        ByteBuffer received = ByteBuffer.allocate(10);
        assertThat(channel.read(received)).isEqualTo(3);
        assertThat(channel.read(received)).isEqualTo(-1);
      }
    }
  }

  @Test
  void connectsToAListenerAndSaysWhenThereIsNone() {
    Path path = folder.resolve("s");
    try (Fd listener = UnixSocket.listen(path, 1);
        Fd client = UnixSocket.connect(path);
        Fd accepted = Objects.requireNonNull(UnixSocket.accept(listener))) {
      client.writeAll(new byte[] {7});
      byte[] received = new byte[1];
      assertThat(accepted.read(received, 0, 1)).isEqualTo(1);
      assertThat(received).containsExactly(7);
    }
    assertThatThrownBy(() -> UnixSocket.connect(path)).hasMessageContaining("ECONNREFUSED");
    assertThatThrownBy(() -> UnixSocket.connect(folder.resolve("none")))
        .hasMessageContaining("ENOENT");
  }

  @Test
  void refusesAPathThatIsTakenOrTooLongAndLeavesNothingOpen() {
    Path path = folder.resolve("taken");
    try (Fd listener = UnixSocket.listen(path, 1)) {
      long before = OpenDescriptors.count();
      assertThatThrownBy(() -> UnixSocket.listen(path, 1)).hasMessageContaining("EADDRINUSE");
      Path tooLong = folder.resolve("x".repeat(UnixSocket.MAX_PATH_BYTES));
      assertThatThrownBy(() -> UnixSocket.listen(tooLong, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at most 107 bytes");
      assertThat(OpenDescriptors.count()).isEqualTo(before);
      assertThat(listener.isOpen()).isTrue();
    }
  }
}
