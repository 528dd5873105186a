package dev.hutch.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Opened;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever stands at the other end of its connection, a client's calls end and say why. */
@Timeout(60)
class ClientFuzzTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] OPENED =
      Frames.frame(FrameType.OPENED, 1, 0, new Opened(1, 0, 0).encode());

  /** What a command's client gets; the first byte says whether OPENED comes before it. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length == 0) {
      return;
    }
    Path directory = Files.createTempDirectory("hutch-fuzz-");
    Path socket = directory.resolve("s");
    try (ServerSocketChannel relay = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      relay.bind(UnixDomainSocketAddress.of(socket), 1);
      Thread.ofVirtual().start(() -> answer(relay, input));
      run(AgentClient.at(socket, PATIENCE));
    } finally {
      Files.delete(socket);
      Files.delete(directory);
    }
  }

  private static void answer(ServerSocketChannel relay, byte[] input) {
    try (SocketChannel connection = relay.accept()) {
      connection.read(ByteBuffer.allocate(4096));
      if ((input[0] & 1) == 0) {
        connection.write(ByteBuffer.wrap(OPENED));
      }
      connection.write(ByteBuffer.wrap(input, 1, input.length - 1));
    } catch (IOException e) {
      // the client was quicker to go
    }
  }

  private static void run(AgentClient client) throws InterruptedException {
    try (AgentExec exec = client.exec(RealAgent.request("cat"))) {
      exec.stdout().readAllBytes();
      exec.stderr().readAllBytes();
      assertThat(exec.awaitExit(PATIENCE)).isPresent();
    } catch (AgentTimeoutException e) {
      throw new AssertionError("a call went on after the connection's end", e);
    } catch (AgentException | ProtocolException | IOException e) {
      assertThat(e).hasMessageNotContaining("\u001b");
    }
  }

  @Test
  void holdsForTheCorpus() throws Exception {
    KeptInputs.give("client", ClientFuzzTest::fuzzerTestOneInput);
  }
}
