package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.agent.protocol.AttachRequest;
import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.KeptCommand;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.TerminalSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command that goes on when its client leaves. */
@Timeout(60)
class KeptCommandTest extends WithPlainRelay {
  private static final int ESRCH = 3;
  private static final int EAGAIN = 11;

  @Test
  void goesOnWithoutItsClientAndIsFoundAgain() throws Exception {
    int id = leaveBehind("read x; echo got $x; echo also >&2; read y; echo then $y; exit 9");

    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      exec.stdin().write("one\n".getBytes(UTF_8));
      readUntil(exec.stdout(), "got one\n");
    }
    relay.awaitClosed();
    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      exec.stdin().write("two\n".getBytes(UTF_8));

      assertThat(text(exec.stdout())).isEqualTo("got one\nthen two\n");
      assertThat(text(exec.stderr())).isEqualTo("also\n");
      assertThat(exec.awaitExit().value()).isEqualTo(9);
      assertThat(exec.opened().keptId()).isEqualTo(id);
    }
  }

  @Test
  void losesNothingForTheClientThatStartedIt() throws Exception {
    try (AgentExec exec = client.exec(kept("seq 400000"))) {
      String read = text(exec.stdout());

      assertThat(read.lines().count()).isEqualTo(400_000);
      assertThat(read).startsWith("1\n2\n").endsWith("\n399999\n400000\n");
      assertThat(exec.awaitExit().outputCut()).isFalse();
    }
  }

  @Test
  void keepsTheEndOfWhatItWroteAndHowItEnded() throws Exception {
    int id = leaveBehind("seq 400000; head -c 70000 /dev/zero >&2; kill -11 $$");
    awaitEnd(id);

    for (int i = 0; i < 2; i++) {
      try (AgentExec exec = client.attach(AttachRequest.logsOf(id, true))) {
        assertThat(text(exec.stdout())).hasSize(Protocol.KEPT_BYTES).endsWith("399999\n400000\n");
        assertThat(exec.stderr().readAllBytes()).hasSize(Protocol.KEPT_BYTES);
        assertThat(exec.awaitExit().shellCode()).isEqualTo(139);
      }
    }
  }

  @Test
  void isReplayedAsFarAsAskedFor() throws Exception {
    int id = leaveBehind("printf 0123456789; printf abc >&2");
    awaitEnd(id);

    AttachRequest request = new AttachRequest(id, false, true, false, false, 4);
    try (AgentExec exec = client.attach(request)) {
      assertThat(text(exec.stdout())).isEqualTo("6789");
      assertThat(text(exec.stderr())).isEqualTo("abc");
      assertThat(exec.awaitExit().outputCut()).isFalse();
    }
  }

  @Test
  void isLookedAtWithoutWaitingForItsEnd() throws Exception {
    int id = leaveBehind("echo so far; sleep 1000");
    await().until(() -> find(id).stdoutBytes() == 7);

    try (AgentExec exec = client.attach(AttachRequest.logsOf(id, false))) {
      assertThat(text(exec.stdout())).isEqualTo("so far\n");
      assertThat(text(exec.stderr())).isEmpty();
      assertThat(exec.awaitExit().kind()).isEqualTo(Exit.RUNNING);
    }
    assertThat(find(id).isRunning()).isTrue();
  }

  @Test
  void isNotStoppedByOneWhoOnlyLooks() throws Exception {
    int id = leaveBehind("read x; head -c 4000000 /dev/zero; echo end");
    try (AgentExec slow = client.attach(AttachRequest.logsOf(id, true));
        AgentExec writer = client.attach(new AttachRequest(id, true, true, false, false, 0))) {
      writer.stdin().write('\n');

      awaitEnd(id);
      byte[] read = slow.stdout().readAllBytes();
      assertThat(read).hasSizeLessThan(4_000_000).endsWith("end\n".getBytes(UTF_8));
      assertThat(slow.awaitExit().outputCut()).isTrue();
    }
  }

  @Test
  void waitsForOneWhoHoldsItUntilThatLeaves() throws Exception {
    AgentExec holder = client.exec(kept("head -c 4000000 /dev/zero; echo end"));
    int id = holder.opened().keptId();
    await().until(() -> find(id).stdoutBytes() > Protocol.WINDOW);
    long written = find(id).stdoutBytes();

    assertThat(written).isLessThan(4_000_000);
    assertThat(find(id).isRunning()).isTrue();
    assertThat(find(id).clients()).isEqualTo(1);
    holder.close();

    awaitEnd(id);
    assertThat(find(id).stdoutBytes()).isEqualTo(4_000_004);
  }

  @Test
  void hasItsInputClosedByTheClientThatSaysSo() throws Exception {
    int id = leaveBehind("cat; echo over");
    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      exec.stdin().write(new byte[100_000]);
      exec.stdin().close();

      assertThat(exec.stdout().readAllBytes()).hasSize(100_005);
      assertThat(exec.awaitExit().value()).isZero();
    }
    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  @Test
  void keepsItsTerminal() throws Exception {
    ExecOptions options = ExecOptions.NONE.withKeep(true).withTerminal(new TerminalSize(80, 24));
    String line = "trap 'stty size; exit' WINCH; echo up; while :; do sleep 0.05; done";
    AgentExec first = client.exec(RealAgent.request("sh", "-c", line).with(options));
    readUntil(first.stdout(), "up\r\n");
    first.close();
    relay.awaitClosed();

    try (AgentExec exec = client.attach(AttachRequest.to(first.opened().keptId()))) {
      exec.resize(new TerminalSize(70, 20));

      assertThat(text(exec.stdout())).isEqualTo("up\r\n20 70\r\n");
    }
  }

  @Test
  void getsSignalsFromItsClients() throws Exception {
    int id = leaveBehind("sleep 1000");
    try (AgentExec exec = client.attach(AttachRequest.logsOf(id, true))) {
      exec.signal(15);

      assertThat(exec.awaitExit().shellCode()).isEqualTo(143);
    }
  }

  @Test
  void isListed() throws Exception {
    int first = leaveBehind("exit 3");
    int second = leaveBehind("echo \u001b[31mred; sleep 1000");
    awaitEnd(first);

    List<KeptCommand> commands = client.commands();
    assertThat(commands).extracting(KeptCommand::id).containsExactly(first, second);
    assertThat(commands.get(0).kind()).isEqualTo(Exit.EXITED);
    assertThat(commands.get(0).value()).isEqualTo(3);
    assertThat(commands.get(1).isRunning()).isTrue();
    assertThat(commands.get(1).terminal()).isFalse();
    assertThat(commands.get(1).title()).isEqualTo("sh -c echo ?[31mred; sleep 1000");
    assertThat(commands.get(1).pid()).isPositive();
    assertThat(commands.get(1).elapsedNanos()).isPositive();
  }

  @Test
  void isForgottenOnceItHasEnded() throws Exception {
    int id = leaveBehind("read x");

    assertThat(client.forget(id)).isFalse();
    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      exec.stdin().close();
      exec.awaitExit();
    }
    assertThat(client.forget(id)).isTrue();
    assertThat(client.commands()).isEmpty();
    assertUnknown(id);
  }

  @Test
  void isForgottenForTheSakeOfNewOnesOldestFirstButNeverWhileItRuns() throws Exception {
    int running = leaveBehind("sleep 1000");
    List<Integer> ended = new ArrayList<>();
    for (int i = 1; i < Protocol.MAX_KEPT; i++) {
      ended.add(leaveBehind("exit 0"));
    }
    ended.forEach(this::awaitEnd);

    int next = leaveBehind("exit 0");

    assertUnknown(ended.get(0));
    assertThat(client.commands())
        .hasSize(Protocol.MAX_KEPT)
        .extracting(KeptCommand::id)
        .contains(running, ended.get(1), next);
  }

  @Test
  void isRefusedWhereAsManyRunAsAreKept() throws Exception {
    for (int i = 0; i < Protocol.MAX_KEPT; i++) {
      leaveBehind("sleep 1000");
    }

    assertThatThrownBy(() -> client.exec(kept("true")))
        .isInstanceOfSatisfying(
            OperationFailedException.class, e -> assertThat(e.failed().errno()).isEqualTo(EAGAIN));
  }

  @Test
  void thatCannotStartIsNotKept() {
    ExecRequest request = RealAgent.request("no-such").with(ExecOptions.NONE.withKeep(true));

    assertThatThrownBy(() -> client.exec(request)).isInstanceOf(OperationFailedException.class);
    assertThat(client.commands()).isEmpty();
  }

  @Test
  void isNotWaitedForByItsBackgroundChildren() throws Exception {
    int id = leaveBehind("sleep 1000 & echo $!");
    awaitEnd(id);

    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      long child = Long.parseLong(text(exec.stdout()).strip());
      assertThat(exec.awaitExit().outputCut()).isTrue();
      ProcessHandle.of(child).orElseThrow().destroyForcibly();
    }
  }

  @Test
  void endsWithTheBox() throws Exception {
    int id = leaveBehind("sleep 1000");
    long pid = find(id).pid();
    assertThat(Files.exists(Path.of("/proc/" + pid))).isTrue();

    relay.close();
    agent.close();

    await().until(() -> ProcessHandle.of(pid).isEmpty());
  }

  private static ExecRequest kept(String line) {
    return RealAgent.request("sh", "-c", line).with(ExecOptions.NONE.withKeep(true));
  }

  /** Starts it and leaves it. */
  private int leaveBehind(String line) throws InterruptedException {
    try (AgentExec exec = client.exec(kept(line))) {
      assertThat(exec.opened().keptId()).isPositive();
      return exec.opened().keptId();
    } finally {
      relay.awaitClosed();
    }
  }

  private KeptCommand find(int id) {
    return client.commands().stream().filter(c -> c.id() == id).findAny().orElseThrow();
  }

  private void awaitEnd(int id) {
    await().until(() -> !find(id).isRunning());
  }

  private void assertUnknown(int id) {
    assertThatThrownBy(() -> client.attach(AttachRequest.to(id)))
        .isInstanceOfSatisfying(
            OperationFailedException.class, e -> assertThat(e.failed().errno()).isEqualTo(ESRCH));
  }
}
