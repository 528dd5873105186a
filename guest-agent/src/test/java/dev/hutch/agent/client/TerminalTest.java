package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Opened;
import dev.hutch.agent.protocol.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command on a pseudo-terminal. */
@Timeout(60)
class TerminalTest extends WithRealAgent {
  private static final String FOREVER = "while :; do sleep 0.05; done";

  @Test
  void isAllThreeStreamsAndOfTheSizeAskedFor() throws Exception {
    try (AgentExec exec = sh("stty size; test -t 0 && test -t 1 && test -t 2 && echo $TERM >&2")) {
      assertThat(text(exec)).isEqualTo("33 101\r\nxterm\r\n");
      assertThat(exec.stderr().read()).isNegative();
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  @Test
  void tellsTheCommandItsNewSize() throws Exception {
    try (AgentExec exec = sh("trap 'stty size; exit 6' WINCH; echo ready; " + FOREVER)) {
      readUntil(exec, "ready\r\n");

      exec.resize(new TerminalSize(65_535, 7));

      assertThat(text(exec)).isEqualTo("7 65535\r\n");
      assertThat(exec.awaitExit().value()).isEqualTo(6);
    }
  }

  @Test
  void losesAndDoublesNothing() throws Exception {
    try (AgentExec exec = sh("seq 300000")) {
      String expected =
          IntStream.rangeClosed(1, 300_000).mapToObj(i -> i + "\r\n").collect(Collectors.joining());

      assertThat(text(exec).equals(expected)).isTrue();
      assertThat(exec.awaitExit().outputCut()).isFalse();
    }
  }

  @Test
  void losesNothingOfWhatIsWrittenAtTheVeryEnd() throws Exception {
    for (int i = 0; i < 100; i++) {
      agent.close();
      agent = RealAgent.start(Files.createDirectory(directory.resolve("turn" + i)));
      try (AgentExec exec = sh("printf %03000d " + i)) {
        assertThat(text(exec)).hasSize(3000).endsWith(Integer.toString(i));
      }
    }
  }

  @Test
  void staysWhileNobodyButTheSessionHoldsIt() throws Exception {
    String line = "exec 0<&- >/dev/null 2>&1; sleep 0.5; echo late >/dev/tty; exit 3";
    try (AgentExec exec = sh(line)) {
      assertThat(text(exec)).isEqualTo("late\r\n");
      assertThat(exec.awaitExit().value()).isEqualTo(3);
    }
  }

  @Test
  void carriesTypedBytesToACommandThatReadsThemRaw() throws Exception {
    byte[] typed = new byte[1 << 20];
    new Random(3).nextBytes(typed);
    try (AgentExec exec = sh("stty raw -echo; echo ready; head -c 1048576 | sha256sum")) {
      readUntil(exec, "ready\n");

      exec.stdin().write(typed);

      byte[] digest = MessageDigest.getInstance("SHA-256").digest(typed);
      assertThat(text(exec)).startsWith(HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void readsAsEndedWhenTheInputIsClosed() throws Exception {
    try (AgentExec exec = sh("stty -echo; echo ready; cat; echo; echo done")) {
      readUntil(exec, "ready\r\n");
      exec.stdin().write("whole\nhalf".getBytes(UTF_8));

      exec.stdin().close();

      assertThat(text(exec)).isEqualTo("whole\r\nhalf\r\ndone\r\n");
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  @Test
  void readsAsEndedAtOnceWhenNothingIsTyped() throws Exception {
    try (AgentExec exec = sh("cat; echo done")) {
      exec.stdin().close();

      assertThat(text(exec)).isEqualTo("done\r\n");
    }
  }

  @Test
  void interruptsWhatRunsInItsForeground() throws Exception {
    try (AgentExec exec = sh("trap 'echo caught; exit 4' INT; echo ready; " + FOREVER)) {
      readUntil(exec, "ready\r\n");

      exec.stdin().write(3);

      assertThat(text(exec)).isEqualTo("^Ccaught\r\n");
      assertThat(exec.awaitExit().value()).isEqualTo(4);
    }
  }

  @Test
  void stopsAndContinuesJobs() throws Exception {
    try (AgentExec exec = sh("set -m; echo ready; sleep 1000; jobs; kill %1; fg >/dev/null")) {
      readUntil(exec, "ready\r\n");
      // Until sleep is in the foreground, the shell itself is, and ignores it.
      while (exec.awaitExit(Duration.ofMillis(100)).isEmpty()) {
        exec.stdin().write(26);
      }

      assertThat(text(exec)).contains("^Z").containsIgnoringCase("stopped");
      assertThat(exec.awaitExit().shellCode()).isEqualTo(143);
    }
  }

  @Test
  void isHungUpWhenItsClientLeaves() throws Exception {
    Path saved = directory.resolve("saved");
    long pid = leaveBehind("trap 'echo saved >" + saved + "; exit' HUP; echo ready; " + FOREVER);

    await().until(() -> Files.exists(saved) && Files.readString(saved).equals("saved\n"));
    await().until(() -> ProcessHandle.of(pid).isEmpty());
  }

  @Test
  void takesACommandAlongThatDoesNotHeedTheHangup() throws Exception {
    long pid = leaveBehind("trap '' HUP; echo ready; " + FOREVER);

    assertThat(ProcessHandle.of(pid)).isPresent();
    await().until(() -> ProcessHandle.of(pid).isEmpty());
  }

  @Test
  void isNotWaitedForWhereABackgroundChildHoldsIt() throws Exception {
    try (AgentExec exec = sh("trap '' HUP; sleep 1000 & echo $!")) {
      assertThat(exec.awaitExit(Duration.ofSeconds(20)).orElseThrow().outputCut()).isTrue();
      ProcessHandle child = ProcessHandle.of(Long.parseLong(text(exec).strip())).orElseThrow();
      child.destroyForcibly();
    }
  }

  @Test
  void isThereEvenWithoutInput() throws Exception {
    ExecRequest request =
        new ExecRequest(
                List.of("tty"),
                List.of("TERM=vt100"),
                "",
                RealAgent.userId(),
                RealAgent.groupId(),
                false,
                false)
            .with(onTerminal());
    try (AgentExec exec = agent.exec(request)) {
      assertThat(text(exec)).startsWith("/dev/pts/");
    }
  }

  @Test
  void isNotThereToResizeWithoutOne() throws Exception {
    try (AgentExec exec = agent.exec("true")) {
      assertThatThrownBy(() -> exec.resize(new TerminalSize(1, 1)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void failsTheChannelOfAHostThatResizesNone() throws Exception {
    RawHost host = agent.host();
    host.send(FrameType.OPEN, 1, 0, RealAgent.request("sleep", "1000").encode());
    host.send(Frames.resize(1, new TerminalSize(80, 24)));

    byte[] failed = host.next(FrameType.FAILED).payload();
    assertThat(Failed.decode(failed, 0, failed.length).step()).isEqualTo(Failed.STEP_STREAM);
  }

  private AgentExec sh(String line) {
    return agent.exec(RealAgent.request("sh", "-c", line).with(onTerminal()));
  }

  private static ExecOptions onTerminal() {
    return ExecOptions.NONE.withTerminal(new TerminalSize(101, 33));
  }

  /** As the relay does when a client's connection ends, once the command has said "ready". */
  private long leaveBehind(String line) throws IOException {
    RawHost host = agent.host();
    byte[] request = RealAgent.request("sh", "-c", line).with(onTerminal()).encode();
    host.send(FrameType.OPEN, 1, 0, request);
    byte[] opened = host.next(FrameType.OPENED).payload();
    assertThat(host.next(FrameType.DATA).payload()).asString(UTF_8).isEqualTo("ready\r\n");
    host.send(FrameType.RESET, 1);
    assertThat(host.next(FrameType.CLOSED).channel()).isEqualTo(1);
    return Opened.decode(opened, 0, opened.length).pid();
  }

  private static String text(AgentExec exec) throws IOException {
    return new String(exec.stdout().readAllBytes(), UTF_8);
  }

  private static void readUntil(AgentExec exec, String end) throws IOException {
    InputStream out = exec.stdout();
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int b = out.read();
      assertThat(b).as("after " + read).isNotNegative();
      read.append((char) b);
    }
  }
}
