package dev.hutch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameHeader;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Opened;
import dev.hutch.agent.protocol.Operation;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.vmm.relay.RelayEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest that does not keep to the protocol, behind the real relay, as users of a box meet it:
 * they get an exception that says so, in time, and this process is what it was before.
 */
@Timeout(120)
class HostileGuestTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Command TRUE = Command.of("true");
  private static final byte[] FULL = new byte[Protocol.MAX_PAYLOAD];

  @TempDir private Path directory;
  private int number;
  private long descriptors;

  @BeforeEach
  void look() throws IOException {
    // What the JDK keeps open from its first socket on is not ours.
    try (RelayedGuest guest = guest(HostileGuestTest::doAsAsked)) {
      assertThat(guest.box().run(TRUE).ok()).isTrue();
    }
    descriptors = descriptors();
  }

  @AfterEach
  void compare() {
    await("descriptors").atMost(AT_ONCE).until(() -> descriptors() <= descriptors);
    await("threads").atMost(AT_ONCE).until(() -> threads(), List::isEmpty);
  }

  @Test
  void whoLiesInAFrameFailsTheBox() throws Exception {
    breaksTheBox("payload length 70000", channel -> header(70_000, channel, FrameType.DATA, 1));
    breaksTheBox("payload length 4294967295", channel -> header(-1, channel, FrameType.DATA, 1));
    breaksTheBox("channel 4711", channel -> header(1, 4711, FrameType.DATA, 1));
    breaksTheBox("type 77", channel -> header(0, channel, 77, 0));
    breaksTheBox("stream 3", channel -> header(1, channel, FrameType.DATA, 3));
    breaksTheBox("stream 0", channel -> header(1, channel, FrameType.DATA, 0));
    breaksTheBox("is free", channel -> Frames.empty(FrameType.END, channel % 256 + 1, 1));
    breaksTheBox("CLOSED without RESET", channel -> Frames.empty(FrameType.CLOSED, channel, 0));
    breaksTheBox("OPENED twice", HostileGuestTest::opened);
    breaksTheBox("the agent gave up: ?[31m?", channel -> Frames.fault("\u001b[31m\r"));
    breaksTheBox("HELLO", channel -> Frames.frame(FrameType.HELLO, 0, 0, new byte[80]));
  }

  @Test
  void whoSendsMoreThanItMayFailsTheBox() throws Exception {
    floods(channel -> repeated(4, data(channel, 1, FULL)));
    floods(channel -> repeated(20_000, data(channel, 2, new byte[20])));
    breaksTheBox("credit of 262145", channel -> Frames.credit(channel, 0, 1));
    breaksTheBox(
        "goes on after its END",
        channel -> joined(Frames.empty(FrameType.END, channel, 1), data(channel, 1, new byte[1])));
    breaksTheBox("which is free", channel -> joined(ended(channel), exit(channel)));
    breaksTheBox("which is free", channel -> joined(ended(channel), data(channel, 1, FULL)));
  }

  @Test
  void whoDiesInTheMiddleOfAFrameTakesItsBoxAlong() throws Exception {
    RelayedGuest.Agent dying =
        (channel, operation, agent) -> {
          agent.send(opened(channel), Arrays.copyOf(data(channel, 1, FULL), 1000));
          agent.die();
        };
    try (RelayedGuest guest = guest(dying)) {
      assertThatThrownBy(() -> guest.box().run(TRUE)).isInstanceOf(BoxGoneException.class);
      assertThat(guest.end().cause()).isEqualTo(RelayEnd.Cause.MACHINE_ENDED);
    }
  }

  @Test
  void whoNeverBeginsAnOperationIsNotWaitedForLongerThanTold() throws Exception {
    try (RelayedGuest guest = guest((channel, operation, agent) -> {})) {
      for (int i = 0; i < 2; i++) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> guest.box().run(TRUE))
            .isInstanceOf(HutchException.class)
            .hasMessageContainingAll("did not begin", "remove it by force");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
      }
      assertThatThrownBy(() -> guest.box().stats()).hasMessageContaining("did not begin");
      assertThatThrownBy(() -> guest.box().connect(80)).hasMessageContaining("did not begin");
    }
  }

  @Test
  void whoNeverEndsAnOperationHoldsNobodyWhoDoesNotWish() throws Exception {
    RelayedGuest.Agent endless = (channel, operation, agent) -> agent.send(opened(channel));
    try (RelayedGuest guest = guest(endless)) {
      try (BoxProcess process = guest.box().exec(TRUE)) {
        process.destroyForcibly();
        assertThat(process.waitFor(Duration.ofMillis(200))).isFalse();
        assertThat(process.isAlive()).isTrue();
      }
      assertThatThrownBy(() -> guest.box().stats())
          .isInstanceOf(HutchException.class)
          .hasMessageContaining("no answer");
      assertThatThrownBy(() -> guest.box().commands()).hasMessageContaining("no answer");
    }
  }

  @Test
  void whoNeverEndsAKilledCommandIsNotWaitedForLongerThanTold() throws Exception {
    Command timed = TRUE.timeout(SHORT).grace(SHORT);
    assertThat(isGivenUp(timed)).contains("its time of PT0.2S was over", "SIGKILL: close the box");
    Command unreadable = Command.of("cat").stdin(new BrokenInput());
    assertThat(isGivenUp(unreadable)).contains("worn out", "SIGKILL: close the box");
  }

  /** Why the command, which the guest never ends, is not waited for any more. */
  private String isGivenUp(Command command) throws Exception {
    RelayedGuest.Agent endless = (channel, operation, agent) -> agent.send(opened(channel));
    try (RelayedGuest guest = guest(endless);
        InputStream input = command.stdin().open();
        BoxProcess process = guest.box().exec(command)) {
      long start = System.nanoTime();
      Throwable failure = catchThrowable(new BufferedRun(command, process, input, SHORT)::run);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
      assertThat(process.isAlive()).isFalse();
      assertThat(guest.isServed()).isTrue();
      return String.valueOf(failure.getMessage());
    }
  }

  @Test
  void whoNeverFreesAChannelRunsOutOfThem() throws Exception {
    try (RelayedGuest guest = guest(HostileGuestTest::onlyBegin)) {
      guest.ignoreResets();
      for (int i = 0; i < Protocol.MAX_CHANNELS; i++) {
        guest.box().exec(TRUE).close();
      }
      assertThatThrownBy(() -> guest.box().run(TRUE))
          .isInstanceOf(HutchException.class)
          .hasMessageContaining("channels");
    }
  }

  @Test
  void whoHasNotFreedAChannelForTooLongFailsTheBox() throws Exception {
    Path place = Files.createDirectory(directory.resolve("owing"));
    try (RelayedGuest guest = new RelayedGuest(place, HostileGuestTest::onlyBegin, Duration.ZERO)) {
      guest.ignoreResets();
      for (int i = 0; i < Protocol.MAX_CHANNELS; i++) {
        guest.box().exec(TRUE).close();
      }
      assertThatThrownBy(() -> guest.box().run(TRUE))
          .isInstanceOf(BoxGoneException.class)
          .hasMessageContaining("no answer to RESET");
      assertThat(guest.end().cause()).isEqualTo(RelayEnd.Cause.FAILED);
      assertThat(guest.end().message()).contains("the guest broke the agent protocol");
    }
  }

  @Test
  void whatItAnswersIsHeldAgainstItsForm() throws Exception {
    refusesAnswer("statistics of 119 bytes", new byte[119]);
    refusesAnswer("more than 65536 bytes", FULL, FULL);
    refusesAnswer("statistics with -", filled(120, 0xff));
    refusesList("kept commands of 55 bytes", new byte[55]);
    refusesList("kept commands of 65536 bytes", filled(65_536, 0xff));
    byte[] entries = repeated(33, joined(new byte[] {3}, new byte[55]));
    refusesList("kept commands of " + entries.length, entries);
    byte[] kind = new byte[56];
    kind[0] = 9;
    refusesList("kind 9", kind);
  }

  @Test
  void numbersBeyondAllReasonAreHarmless() throws Exception {
    byte[] huge = filled(120, 0xff);
    for (int at : new int[] {7, 11, 15, 23, 31, 39, 47, 55, 63, 71, 79, 87, 95, 103, 111, 115}) {
      huge[at] = 0x7f;
    }
    BoxStats less = statsOfLessThanNothing();
    assertThat(less.memoryUsedBytes()).isZero();
    assertThat(less.diskUsedBytes()).isZero();
    try (RelayedGuest guest = guest(answering(huge))) {
      BoxStats stats = guest.box().stats();
      assertThat(stats.cpusInUseSince(stats)).isZero();
      assertThat(stats.cpusInUseSince(less)).isBetween(0.0, (double) stats.cpus());
      assertThat(less.cpusInUseSince(stats)).isZero();
      assertThat(stats.memoryUsedBytes()).isZero();
      assertThat(stats.toString()).isNotEmpty();
    }
    byte[] entry = joined(new byte[] {3, 0, 0, 0}, filled(8, 0xff), new byte[4], filled(40, 0xff));
    try (RelayedGuest guest = guest(answering(entry))) {
      assertThat(guest.box().commands()).singleElement().asString().isNotEmpty();
    }
    try (RelayedGuest guest = guest(HostileGuestTest::doWithHugeNumbers);
        BoxProcess process = guest.box().exec(TRUE)) {
      assertThat(process.waitFor()).isZero();
      assertThat(process.info().toString()).isNotEmpty();
      assertThat(process.toString()).isNotEmpty();
      assertThat(guest.box().run(TRUE).duration()).isNotNull();
    }
  }

  /** More is free than there is. */
  private BoxStats statsOfLessThanNothing() throws IOException {
    byte[] answer = new byte[120];
    answer[56] = 1;
    answer[80] = 1;
    try (RelayedGuest guest = guest(answering(answer))) {
      return guest.box().stats();
    }
  }

  @Test
  void whatItSaysOfAFailureCannotDriveATerminal() throws Exception {
    String text = "\u001b]0;title\u0007\r\n\u009b31m" + "x".repeat(400);
    RelayedGuest.Agent failing =
        (channel, operation, agent) ->
            agent.send(
                Frames.frame(
                    FrameType.FAILED,
                    channel,
                    0,
                    new Failed(-1, Failed.STEP_PROGRAM, text).encode()));
    try (RelayedGuest guest = guest(failing)) {
      assertThatThrownBy(() -> guest.box().run(TRUE))
          .isInstanceOf(CommandNotStartedException.class)
          .message()
          .doesNotContainPattern("\\p{Cntrl}|[\u0080-\u009f]");
      assertThat(guest.isServed()).isTrue();
    }
    byte[] lying = Frames.frame(FrameType.FAILED, 1, 0, "01234567 and more".getBytes(UTF_8));
    try (RelayedGuest guest = guest((channel, operation, agent) -> agent.send(lying))) {
      assertThatThrownBy(() -> guest.box().run(TRUE))
          .isInstanceOf(AgentProtocolException.class)
          .hasMessageContaining("FAILED of 17 bytes");
    }
  }

  @Test
  void anEndWithoutItsStreamsEndIsNotTakenForOne() throws Exception {
    RelayedGuest.Agent hasty =
        (channel, operation, agent) ->
            agent.send(opened(channel), data(channel, 1, "half".getBytes(UTF_8)), exit(channel));
    try (RelayedGuest guest = guest(hasty)) {
      assertThatThrownBy(() -> guest.box().run(TRUE))
          .isInstanceOf(AgentProtocolException.class)
          .hasMessageContaining("before that of its output");
    }
  }

  @Test
  void aReaderThatStopsHoldsNoMoreThanItsWindow() throws Exception {
    RelayedGuest.Agent flooding =
        (channel, operation, agent) -> {
          agent.send(opened(channel));
          for (int left = Protocol.WINDOW; left > 13; left -= 13) {
            agent.send(data(channel, 1, new byte[1])); // all credit, in the smallest frames
          }
          agent.send(repeated(3, data(channel, 2, FULL)));
        };
    try (RelayedGuest guest = guest(flooding)) {
      List<BoxProcess> processes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        processes.add(guest.box().exec(TRUE));
      }
      int payload = (Protocol.WINDOW - 14) / 13 + 1;
      int errors = 3 * FULL.length;
      for (BoxProcess process : processes) {
        await("all").atMost(AT_ONCE).until(() -> process.getInputStream().available() == payload);
      }
      assertThat(guest.isServed()).isTrue();
      for (BoxProcess process : processes) {
        await("all").atMost(AT_ONCE).until(() -> process.getErrorStream().available() == errors);
      }
      assertThat(guest.given(2)).as("credit for what nobody has read").isZero();
      assertThat(processes.getFirst().getErrorStream().readNBytes(errors)).hasSize(errors);
      await("credit for what is read").atMost(AT_ONCE).until(() -> guest.given(2) >= errors / 2);
      processes.forEach(BoxProcess::close);
    }
  }

  private interface Lie {
    byte[] on(int channel);
  }

  /** Whoever runs a command learns that the box has failed, and so does the next. */
  private void breaksTheBox(String rule, Lie lie) throws Exception {
    RelayedGuest.Agent lying =
        (channel, operation, agent) -> agent.send(opened(channel), lie.on(channel));
    try (RelayedGuest guest = guest(lying)) {
      assertThatThrownBy(() -> runs(guest.box(), 2)).isInstanceOf(BoxGoneException.class);
      RelayEnd end = guest.end();
      assertThat(end.cause()).isEqualTo(RelayEnd.Cause.FAILED);
      assertThat(end.message()).contains("the guest broke the agent protocol", rule);
    }
  }

  /** Nobody reads, and so nobody gives credit back. */
  private void floods(Lie flood) throws Exception {
    RelayedGuest.Agent flooding =
        (channel, operation, agent) -> agent.send(opened(channel), flood.on(channel));
    try (RelayedGuest guest = guest(flooding);
        BoxProcess process = guest.box().exec(TRUE)) {
      assertThatThrownBy(process::waitFor).isInstanceOf(BoxGoneException.class);
      assertThat(guest.end().message()).contains("with a credit of");
    }
  }

  /** A lie may come behind a regular end. */
  private static void runs(BoxAgent box, int times) {
    for (int i = 0; i < times; i++) {
      box.run(TRUE);
    }
  }

  private void refusesAnswer(String problem, byte[]... answer) throws Exception {
    try (RelayedGuest guest = guest(answering(answer))) {
      assertThatThrownBy(() -> guest.box().stats())
          .isInstanceOf(AgentProtocolException.class)
          .hasMessageContaining(problem);
      assertThat(guest.isServed()).isTrue();
    }
  }

  private void refusesList(String problem, byte[] answer) throws Exception {
    try (RelayedGuest guest = guest(answering(answer))) {
      assertThatThrownBy(() -> guest.box().commands())
          .isInstanceOf(AgentProtocolException.class)
          .hasMessageContaining(problem);
      assertThatThrownBy(() -> guest.box().attach(1)).isInstanceOf(AgentProtocolException.class);
    }
  }

  private static RelayedGuest.Agent answering(byte[]... answer) {
    return (channel, operation, agent) -> {
      agent.send(opened(channel));
      for (byte[] part : answer) {
        agent.send(data(channel, 1, part));
      }
      agent.send(Frames.empty(FrameType.END, channel, 1), exit(channel));
    };
  }

  private static void onlyBegin(int channel, int operation, RelayedGuest agent) {
    agent.send(opened(channel));
  }

  private static void doAsAsked(int channel, int operation, RelayedGuest agent) {
    assertThat(operation).isEqualTo(Operation.EXEC);
    agent.send(opened(channel), ended(channel));
  }

  private static void doWithHugeNumbers(int channel, int operation, RelayedGuest agent) {
    byte[] exit = filled(Exit.BYTES, 0xff);
    Arrays.fill(exit, 0, 8, (byte) 0);
    exit[0] = Exit.EXITED;
    exit[23] = 0x7f;
    exit[31] = 0x7f;
    agent.send(
        Frames.frame(FrameType.OPENED, channel, 0, filled(Opened.BYTES, 0xff)),
        Frames.empty(FrameType.END, channel, 1),
        Frames.empty(FrameType.END, channel, 2),
        Frames.frame(FrameType.EXIT, channel, 0, exit));
  }

  private RelayedGuest guest(RelayedGuest.Agent agent) throws IOException {
    return new RelayedGuest(Files.createDirectory(directory.resolve("" + number++)), agent);
  }

  private static byte[] opened(int channel) {
    return Frames.frame(FrameType.OPENED, channel, 0, new byte[Opened.BYTES]);
  }

  private static byte[] exit(int channel) {
    byte[] payload = new Exit(Exit.EXITED, false, 0, 0, 0, 0, 0).encode();
    return Frames.frame(FrameType.EXIT, channel, 0, payload);
  }

  private static byte[] ended(int channel) {
    return joined(
        Frames.empty(FrameType.END, channel, 1),
        Frames.empty(FrameType.END, channel, 2),
        exit(channel));
  }

  private static byte[] data(int channel, int stream, byte[] payload) {
    return Frames.frame(FrameType.DATA, channel, stream, payload);
  }

  private static byte[] header(int length, int channel, int type, int stream) {
    byte[] frame = new byte[Protocol.HEADER_BYTES];
    FrameHeader.write(frame, 0, type, channel, stream, 0);
    for (int i = 0; i < 4; i++) {
      frame[i] = (byte) (length >>> (8 * i));
    }
    return frame;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] repeated(int times, byte[] part) {
    byte[][] parts = new byte[times][];
    Arrays.fill(parts, part);
    return joined(parts);
  }

  private static byte[] joined(byte[]... parts) {
    byte[] all = new byte[Stream.of(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("agent ") || name.equals("relay") || name.equals("guest"))
        .toList();
  }
}
