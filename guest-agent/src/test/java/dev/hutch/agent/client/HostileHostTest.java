package dev.hutch.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Opened;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.Welcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a host sends, the agent ends in order and says why; it never crashes or hangs. */
@Timeout(60)
class HostileHostTest {
  @TempDir private Path directory;

  static Stream<Arguments> brokenFrames() {
    return Stream.of(
        Arguments.of("payload longer", header(0x7fffffff, 1, FrameType.OPEN, 0)),
        Arguments.of("payload longer", header(-1, 1, FrameType.DATA, 0)),
        Arguments.of("payload longer", header(65_537, 1, FrameType.DATA, 0)),
        Arguments.of("channel above", header(4, 257, FrameType.OPEN, 0)),
        Arguments.of("channel above", header(4, -1, FrameType.OPEN, 0)),
        Arguments.of("does not belong", header(4, 0, FrameType.OPEN, 0)),
        Arguments.of("type unknown", header(0, 1, 77, 0)),
        Arguments.of("type unknown", header(24, 1, FrameType.OPENED, 0)),
        Arguments.of("type unknown", header(3, 1, FrameType.CREDIT, 1)),
        Arguments.of("type unknown", header(7, 0, FrameType.CLOCK, 0)),
        Arguments.of("does not belong", header(8, 1, FrameType.CLOCK, 0)),
        Arguments.of("stream", header(1, 1, FrameType.DATA, 1)),
        Arguments.of("not open", header(0, 3, FrameType.RESET, 0)),
        Arguments.of("not open", Frames.signal(3, 9)),
        Arguments.of("WELCOME twice", welcome()));
  }

  @ParameterizedTest
  @MethodSource("brokenFrames")
  void whoseFrameIsBrokenIsToldSoAndTheAgentEnds(String why, byte[] bytes) throws Exception {
    try (RealAgent agent = RealAgent.start(directory)) {
      agent.host().send(bytes);

      RawHost.Frame fault = agent.host().next();

      assertThat(fault.type()).isEqualTo(FrameType.FAULT);
      assertThat(Frames.faultMessage(fault.payload(), 0, fault.payload().length)).contains(why);
      assertThat(agent.console(directory)).startsWith("hutch-agent: ").contains(why);
      assertThat(agent.process().exitValue()).isEqualTo(1);
    }
  }

  @Test
  void whoOpensAChannelTwiceIsToldSo() throws Exception {
    try (RealAgent agent = RealAgent.start(directory)) {
      byte[] open = Frames.frame(FrameType.OPEN, 1, 0, RealAgent.request("cat").encode());
      agent.host().send(open, open);

      assertThat(agent.console(directory)).contains("not free");
    }
  }

  @Test
  void whoDoesNotWelcomeIsToldSo() throws Exception {
    try (RealAgent agent = RealAgent.startUngreeted(directory)) {
      agent.host().send(Frames.frame(FrameType.OPEN, 1, 0, RealAgent.request("cat").encode()));

      assertThat(agent.console(directory)).contains("another frame than WELCOME");
    }
  }

  @Test
  void whoChoosesAnotherVersionIsToldSo() throws Exception {
    try (RealAgent agent = RealAgent.startUngreeted(directory)) {
      byte[] welcome = new Welcome(2, 0, "").encode();
      agent.host().send(Frames.frame(FrameType.WELCOME, 0, 0, welcome));

      assertThat(agent.console(directory)).contains("version");
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {33, 65, -1})
  void whoHasOtherEntropyThanItSaysIsToldSo(byte said) throws Exception {
    try (RealAgent agent = RealAgent.startUngreeted(directory)) {
      byte[] welcome = new Welcome(Protocol.VERSION, 0, "box-1").encode(new byte[32]);
      welcome[20] = said;
      agent.host().send(Frames.frame(FrameType.WELCOME, 0, 0, welcome));

      assertThat(agent.console(directory)).contains("entropy");
    }
  }

  @Test
  void whoSimplyGoesTakesItsCommandsAlong() throws Exception {
    try (RealAgent agent = RealAgent.start(directory)) {
      agent
          .host()
          .send(Frames.frame(FrameType.OPEN, 1, 0, RealAgent.request("sleep", "1000").encode()));
      byte[] opened = agent.host().next(FrameType.OPENED).payload();
      long pid = Opened.decode(opened, 0, opened.length).pid();

      agent.host().close();

      assertThat(agent.console(directory)).contains("the host is gone");
      Awaitility.await().until(() -> ProcessHandle.of(pid).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whoSendsMutatedFramesOnlyEverEndsTheAgent(long seed) throws Exception {
    try (RealAgent agent = RealAgent.start(directory);
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      MutatedFrames frames = new MutatedFrames(seed, server.getLocalPort());
      Thread drain = Thread.ofVirtual().start(() -> readAll(agent.host()));
      sendUntilItEnds(agent.host(), frames);
      // 1 is its own ordered end; a crash would be 128 and the signal.
      assertThat(agent.console(directory)).contains("hutch-agent: ");
      assertThat(agent.process().exitValue()).isEqualTo(1);
      drain.join();
    }
  }

  private static void sendUntilItEnds(RawHost host, MutatedFrames frames) {
    try {
      for (int i = 0; i < 600; i++) {
        host.send(frames.next());
      }
      host.socket().shutdownOutput();
    } catch (IOException e) {
      // The agent has ended the link, as it should when a frame is broken.
      assertThat(e).isNotNull();
    }
  }

  private static void readAll(RawHost host) {
    try {
      while (host.nextOrEnd() != null) {
        // Only so that the agent is never stopped by us.
      }
    } catch (IOException e) {
      // As above.
      assertThat(e).isNotNull();
    }
  }

  private static byte[] header(int length, int channel, int type, int stream) {
    byte[] header = Frames.empty(type, channel & 0xff, stream);
    for (int i = 0; i < 4; i++) {
      header[i] = (byte) (length >>> (8 * i));
      header[4 + i] = (byte) (channel >>> (8 * i));
    }
    return header;
  }

  private static byte[] welcome() {
    return Frames.frame(FrameType.WELCOME, 0, 0, new Welcome(Protocol.VERSION, 0, "").encode());
  }
}
