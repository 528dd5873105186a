package dev.hutch.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConnectionTest {
  @TempDir private Path directory;

  /** Out of memory where a large frame comes: whoever waits for the command must not do so on. */
  @Test
  void tellsOfItsEndWhateverEndedItsReader() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel client = SocketChannel.open(address);
      try (SocketChannel relay = server.accept()) {
        WornOut handler = new WornOut();
        new Connection("test", client, handler).begin(new byte[0]);
        byte[] exit = new Exit(Exit.EXITED, false, 0, 0, 0, 0, 0).encode();
        relay.write(
            ByteBuffer.wrap(Frames.frame(FrameType.EXIT, Protocol.CLIENT_CHANNEL, 0, exit)));

        assertThat(handler.end.get(20, TimeUnit.SECONDS))
            .isInstanceOf(AgentException.class)
            .hasMessageContaining("no room");
        assertThat(isEnded(relay)).isTrue();
      }
    }
  }

  private static boolean isEnded(SocketChannel relay) throws IOException {
    return relay.read(ByteBuffer.allocate(1)) < 0;
  }

  private static final class WornOut implements Connection.Handler {
    private final CompletableFuture<@Nullable Exception> end = new CompletableFuture<>();

    @Override
    public boolean frame(FrameAssembler frame) {
      throw new OutOfMemoryError("no room");
    }

    @Override
    public void ended(@Nullable Exception cause) {
      end.complete(cause);
    }
  }
}
