package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.agent.protocol.ConnectRequest;
import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Opened;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ResourceLimit;
import dev.hutch.agent.protocol.ResourceLimit.Resource;
import dev.hutch.agent.protocol.ShutdownRequest;
import dev.hutch.agent.protocol.TerminalSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many channels on one link, as the relay uses it. */
@Timeout(60)
class LinkTest extends WithRealAgent {
  private RawHost host;

  @BeforeEach
  void takeTheLink() {
    host = agent.host();
  }

  @Test
  void greetsWithItsClocks() {
    assertThat(agent.hello().isCompatible()).isTrue();
    assertThat(agent.hello().mainNanos()).isPositive();
    assertThat(agent.hello().helloNanos()).isGreaterThanOrEqualTo(agent.hello().mountedNanos());
    assertThat(agent.hello().realtimeNanos()).isGreaterThan(1_700_000_000_000_000_000L);
    assertThat(agent.hello().kernelRelease()).isEqualTo(System.getProperty("os.version"));
  }

  @Test
  void runsACommandOnEveryChannelAtTheSameTime() throws IOException {
    for (int channel = 1; channel <= Protocol.MAX_CHANNELS; channel++) {
      open(channel, "sh", "-c", "read x; exit $x");
    }
    for (int channel = 1; channel <= Protocol.MAX_CHANNELS; channel++) {
      byte[] code = ((channel % 256) + "\n").getBytes(UTF_8);
      host.send(FrameType.DATA, channel, Protocol.STDIN, code);
    }
    for (int i = 0; i < Protocol.MAX_CHANNELS; i++) {
      RawHost.Frame frame = host.next(FrameType.EXIT);
      assertThat(exit(frame).value()).isEqualTo(frame.channel() % 256);
    }
  }

  @Test
  void letsAnUnreadChannelStopNoOther() throws IOException {
    open(1, "cat", "/dev/zero");
    assertThat(readUntilItStops(1)).isBetween(Protocol.WINDOW - 70_000, Protocol.WINDOW);

    for (int i = 0; i < 20; i++) {
      open(2, "echo", "still here");
      assertThat(host.next(FrameType.DATA).payload()).asString(UTF_8).isEqualTo("still here\n");
      host.next(FrameType.EXIT);
      host.send(FrameType.RESET, 2);
    }
  }

  @Test
  void letsAnOutputThatNobodyReadsFillAWindowAndThePipeOfAnother() throws IOException {
    open(1, "sh", "-c", "dd if=/dev/zero bs=65536 count=7 2>/dev/null; echo written >&2");
    assertThat(readUntilItStops(1)).isLessThanOrEqualTo(Protocol.WINDOW);

    RawHost.Frame frame = host.next(FrameType.DATA);
    assertThat(frame.stream()).isEqualTo(Protocol.STDERR);
    assertThat(frame.payload()).asString(UTF_8).isEqualTo("written\n");
  }

  @Test
  void takesAWindowIntoThePipeOfACommandThatReadsLater() throws IOException {
    open(1, "sleep", "1000");
    for (int i = 0; i < 3; i++) {
      host.send(FrameType.DATA, 1, Protocol.STDIN, new byte[Protocol.MAX_PAYLOAD]);
    }

    int given = 0;
    while (given < 3 * Protocol.MAX_FRAME) {
      given += Frames.creditBytes(host.next(FrameType.CREDIT).payload(), 0);
    }
    assertThat(given).isEqualTo(3 * Protocol.MAX_FRAME);
  }

  @Test
  void givesAnIdFreeAfterClosedAndNothingOfTheOldOperationComesAfter() throws IOException {
    for (int i = 0; i < 100; i++) {
      open(7, "cat", "/dev/zero");
      host.next(FrameType.DATA);
      reset(7);
    }
    open(7, "echo", "clean");
    assertThat(host.next().type()).isEqualTo(FrameType.OPENED);
    assertThat(host.next(FrameType.DATA).payload()).asString(UTF_8).isEqualTo("clean\n");
  }

  @Test
  void hasNoAnswerToTheResetOfAnOperationThatHasEnded() throws IOException {
    for (int i = 0; i < 20; i++) {
      open(7, "true");
      assertThat(host.next().type()).isEqualTo(FrameType.OPENED);
      host.next(FrameType.EXIT);
      host.send(FrameType.RESET, 7);
    }
    open(7, "/no/program");
    assertThat(host.next().type()).isEqualTo(FrameType.FAILED);
    host.send(FrameType.RESET, 7);
    open(7, "true");
    assertThat(host.next().type()).isEqualTo(FrameType.OPENED);
  }

  @Test
  void answersAResetThatCrossesTheEndOfTheOperationOnceAtMost() throws IOException {
    for (int i = 0; i < 100; i++) {
      open(7, "true");
      host.next(FrameType.OPENED);
      host.send(FrameType.RESET, 7);
      RawHost.Frame last = host.next();
      while (last.type() == FrameType.END) {
        last = host.next();
      }
      assertThat(last.type()).isIn(FrameType.EXIT, FrameType.CLOSED);
    }
  }

  @Test
  void killsAnAbandonedCommandAndItsWholeSession() throws IOException {
    open(1, "sh", "-c", "sleep 1000 & echo $!; exec sleep 1000");
    long leader = pid(host.next(FrameType.OPENED));
    long child = Long.parseLong(new String(host.next(FrameType.DATA).payload(), UTF_8).strip());

    reset(1);

    await().until(() -> ProcessHandle.of(leader).isEmpty() && ProcessHandle.of(child).isEmpty());
  }

  @Test
  void failsOnlyTheChannelThatGetsDataWithoutCredit() throws IOException {
    open(1, "sleep", "1000");
    long pid = pid(host.next(FrameType.OPENED));
    // A window for the agent and one for the command's pipe, whose credit may come back meanwhile.
    for (int i = 0; i < 10; i++) {
      host.send(FrameType.DATA, 1, Protocol.STDIN, new byte[Protocol.MAX_PAYLOAD]);
    }

    assertFailed(1, Failed.STEP_STREAM);
    await().until(() -> ProcessHandle.of(pid).isEmpty());
    assertOthersWork();
  }

  @Test
  void failsOnlyTheChannelThatGetsDataAfterItsEnd() throws IOException {
    open(1, "sleep", "1000");
    host.send(FrameType.END, 1);
    host.send(FrameType.DATA, 1, Protocol.STDIN, new byte[1]);

    assertFailed(1, Failed.STEP_STREAM);
    assertOthersWork();
  }

  @Test
  void saysNothingMoreAboutAnOperationThatFailed() throws IOException {
    byte[] open = Frames.frame(FrameType.OPEN, 1, 0, RealAgent.request("true").encode());
    byte[] end = Frames.empty(FrameType.END, 1, 0);
    // In one write, so that it fails before it is said to have begun.
    byte[] together = Arrays.copyOf(open, open.length + 2 * end.length);
    System.arraycopy(end, 0, together, open.length, end.length);
    System.arraycopy(end, 0, together, open.length + end.length, end.length);
    for (int i = 0; i < 20; i++) {
      host.send(together);
      assertThat(host.next().type()).isEqualTo(FrameType.FAILED);
      // What is said on another channel shows that the agent has been around once more.
      open(2, "true");
      RawHost.Frame other = host.next();
      while (other.type() != FrameType.EXIT) {
        assertThat(other.channel()).isEqualTo(2);
        other = host.next();
      }
      host.send(FrameType.RESET, 2);
      host.send(FrameType.RESET, 1);
    }
  }

  @Test
  void failsOnlyTheChannelThatGetsCreditAboveTheWindow() throws IOException {
    open(1, "sleep", "1000");
    host.send(Frames.credit(1, Protocol.STDOUT, 1));

    assertFailed(1, Failed.STEP_STREAM);
    assertOthersWork();
  }

  /**
   * It is the right time: if this agent, which is no init, did set the clock, it would do no harm.
   */
  @Test
  void goesOnAfterItIsToldTheTime() throws IOException {
    Instant now = Instant.now();
    host.send(Frames.clock(now.getEpochSecond() * 1_000_000_000L + now.getNano()));
    host.send(Frames.clock(0));

    assertOthersWork();
  }

  @Test
  void failsOnlyTheChannelThatIsToKeepWhatIsNoCommand() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      host.send(FrameType.OPEN, 8, 0, ConnectRequest.encode(server.getLocalPort()));
      host.next(FrameType.OPENED);
      host.send(FrameType.KEEP, 8);

      assertFailed(8, Failed.STEP_STREAM);
      assertOthersWork();
    }
  }

  @Test
  void failsOnlyTheChannelWithAMalformedRequest() throws IOException {
    ExecOptions options =
        ExecOptions.NONE
            .withTerminal(new TerminalSize(80, 24))
            .withUser("root")
            .withLimits(List.of(ResourceLimit.of(Resource.CORE, 0)));
    byte[] good = RealAgent.request("true").with(options).encode();
    for (int length = 4; length < good.length; length++) {
      host.send(FrameType.OPEN, 1, 0, Arrays.copyOf(good, length));
      assertFailed(1, Failed.STEP_REQUEST);
      host.send(FrameType.RESET, 1);
    }
    assertOthersWork();
  }

  @Test
  void endsInOrderWhenAsked() throws Exception {
    open(
        1,
        "sh",
        "-c",
        "exec 2>/dev/null; trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done");
    host.next(FrameType.DATA);
    host.send(FrameType.OPEN, 2, 0, ShutdownRequest.encode(10_000));

    assertThat(host.next(FrameType.OPENED).channel()).isEqualTo(2);
    assertThat(host.next(FrameType.DATA).payload()).asString(UTF_8).isEqualTo("bye\n");
    RawHost.Frame first = host.next(FrameType.EXIT);
    assertThat(first.channel()).isEqualTo(1);
    assertThat(exit(first).value()).isEqualTo(3);
    RawHost.Frame last = host.next(FrameType.EXIT);
    assertThat(last.channel()).isEqualTo(2);
    assertThat(exit(last).value()).isZero();
    assertThat(agent.process().waitFor()).isZero();
  }

  @Test
  void killsWhatIgnoresAShutdown() throws Exception {
    open(1, "sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.05; done");
    host.next(FrameType.DATA);
    host.send(FrameType.OPEN, 2, 0, ShutdownRequest.encode(50));

    RawHost.Frame killed = host.next(FrameType.EXIT);
    assertThat(exit(killed).shellCode()).isEqualTo(137);
    assertThat(host.next(FrameType.EXIT).channel()).isEqualTo(2);
    assertThat(agent.process().waitFor()).isZero();
  }

  @Test
  void refusesNewOperationsDuringAShutdown() throws IOException {
    open(1, "sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.05; done");
    host.next(FrameType.DATA);
    host.send(FrameType.OPEN, 2, 0, ShutdownRequest.encode(5_000));
    host.next(FrameType.OPENED);
    open(3, "true");

    RawHost.Frame refused = host.next(FrameType.FAILED);
    assertThat(refused.channel()).isEqualTo(3);
    host.send(FrameType.RESET, 1);
  }

  private void open(int channel, String... command) throws IOException {
    host.send(FrameType.OPEN, channel, 0, RealAgent.request(command).encode());
  }

  private void reset(int channel) throws IOException {
    host.send(FrameType.RESET, channel);
    assertThat(host.next(FrameType.CLOSED).channel()).isEqualTo(channel);
  }

  /** How many bytes of frames come without any credit given. */
  private int readUntilItStops(int channel) throws IOException {
    int bytes = 0;
    host.next(FrameType.OPENED);
    while (bytes < Protocol.WINDOW - Protocol.HEADER_BYTES) {
      RawHost.Frame frame = host.next();
      assertThat(frame.channel()).isEqualTo(channel);
      bytes += Protocol.HEADER_BYTES + frame.payload().length;
    }
    return bytes;
  }

  private void assertFailed(int channel, int step) throws IOException {
    RawHost.Frame frame = host.next(FrameType.FAILED);
    assertThat(frame.channel()).isEqualTo(channel);
    assertThat(Failed.decode(frame.payload(), 0, frame.payload().length).step()).isEqualTo(step);
  }

  private void assertOthersWork() throws IOException {
    open(9, "sh", "-c", "exit 4");
    assertThat(exit(host.next(FrameType.EXIT)).value()).isEqualTo(4);
  }

  private static Exit exit(RawHost.Frame frame) {
    return Exit.decode(frame.payload(), 0, frame.payload().length);
  }

  private static long pid(RawHost.Frame opened) {
    return Opened.decode(opened.payload(), 0, opened.payload().length).pid();
  }
}
