package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.agent.protocol.AttachRequest;
import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.KeptCommand;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.TerminalSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command that was to end with its client, until the client let it go on. */
@Timeout(60)
class KeepTest extends WithPlainRelay {
  @Test
  void goesOnAndIsFoundAgainWithItsInput() throws Exception {
    int id;
    try (AgentExec exec = sh("echo before; read x; echo $x; read y; echo $y >&2; exit 4")) {
      exec.stdin().write("one\n".getBytes(UTF_8));
      readUntil(exec.stdout(), "before\none\n");
      id = exec.keep().orElseThrow();
      assertThat(exec.keptId()).hasValue(id);
    }
    relay.awaitClosed();

    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      exec.stdin().write("two\n".getBytes(UTF_8));
      assertThat(text(exec.stdout())).isEmpty();
      assertThat(text(exec.stderr())).isEqualTo("two\n");
      assertThat(exec.awaitExit().value()).isEqualTo(4);
    }
    assertThat(client.commands())
        .singleElement()
        .extracting(KeptCommand::title)
        .isEqualTo("sh -c echo before; read x; echo $x; read y; echo $y >&2; exit 4");
  }

  @Test
  void isEndedByItsClientsLeavingOnlyWhereItWasNotKept() throws Exception {
    long ends = leave(false);
    long goesOn = leave(true);

    await().until(() -> ProcessHandle.of(ends).isEmpty());
    assertThat(ProcessHandle.of(goesOn)).isPresent();
  }

  @Test
  void hasNoByteLostOrDoubledForTheClientThatStays() throws Exception {
    try (AgentExec exec = sh("seq 150000; read x; seq 150001 400000");
        BufferedReader lines = new BufferedReader(new InputStreamReader(exec.stdout(), UTF_8))) {
      for (int i = 1; i <= 70_000; i++) {
        assertLine(i, lines);
      }
      exec.keep().orElseThrow();
      for (int i = 70_001; i <= 150_000; i++) {
        assertLine(i, lines);
      }
      exec.stdin().write('\n');
      for (int i = 150_001; i <= 400_000; i++) {
        assertLine(i, lines);
      }
      assertThat(lines.readLine()).isNull();
      assertThat(exec.awaitExit().outputCut()).isFalse();
    }
  }

  @Test
  void hasItsEndOfInputStillToCome() throws Exception {
    int id;
    try (AgentExec exec = sh("cat; echo over")) {
      id = exec.keep().orElseThrow();
      exec.stdin().write(new byte[300_000]);
      exec.stdin().close();
      assertThat(exec.stdout().readAllBytes()).hasSize(300_005);
      assertThat(exec.awaitExit().value()).isZero();
    }
    assertThat(client.commands()).singleElement().extracting(KeptCommand::id).isEqualTo(id);
  }

  @Test
  void hasTheEndOfInputThatItHadBeforeEvenIfItHasNotGotThereYet() throws Exception {
    int id;
    try (AgentExec exec = sh("trap : USR1; echo up; sleep 1000 & wait; kill $!; wc -c; exit 5")) {
      readUntil(exec.stdout(), "up\n");
      exec.stdin().write(new byte[200_000]);
      exec.stdin().close();
      id = exec.keep().orElseThrow();
    }
    relay.awaitClosed();

    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      exec.signal(10);
      assertThat(exec.awaitExit().value()).isEqualTo(5);
    }
  }

  @Test
  void keepsItsTerminalWhichIsNotHungUp() throws Exception {
    ExecOptions options = ExecOptions.NONE.withTerminal(new TerminalSize(80, 24));
    String line = "trap 'echo hung up; exit' HUP; echo up; read x; stty size";
    int id;
    try (AgentExec exec = client.exec(RealAgent.request("sh", "-c", line).with(options))) {
      readUntil(exec.stdout(), "up\r\n");
      id = exec.keep().orElseThrow();
    }
    relay.awaitClosed();

    try (AgentExec exec = client.attach(AttachRequest.to(id))) {
      exec.resize(new TerminalSize(70, 20));
      exec.stdin().write('\n');
      assertThat(text(exec.stdout())).isEqualTo("\r\n20 70\r\n");
    }
    assertThat(client.commands()).singleElement().satisfies(c -> assertThat(c.terminal()).isTrue());
  }

  @Test
  void thatHasEndedIsNotKept() throws Exception {
    try (AgentExec exec = sh("exit 3")) {
      exec.awaitExit();
      assertThat(exec.keep()).isEmpty();
    }
    assertThat(client.commands()).isEmpty();
  }

  @Test
  void thatHasEndedButForAChildsOutputIsKept() throws Exception {
    try (AgentExec exec = sh("sleep 1000 & echo $!")) {
      int id = exec.keep().orElse(0);
      long child = Long.parseLong(text(exec.stdout()).strip());
      assertThat(exec.awaitExit().outputCut()).isTrue();
      ProcessHandle.of(child).orElseThrow().destroyForcibly();
      assertThat(client.commands()).extracting(KeptCommand::id).containsExactly(id);
    }
  }

  @Test
  void isRefusedWhereAsManyRunAsAreKeptAndGoesOnAsItWas() throws Exception {
    List<AgentExec> kept = new ArrayList<>();
    for (int i = 0; i < Protocol.MAX_KEPT; i++) {
      AgentExec exec = sh("sleep 1000");
      assertThat(exec.keep()).isPresent();
      kept.add(exec);
    }
    try (AgentExec exec = sh("read x; echo $x")) {
      assertThatThrownBy(exec::keep).isInstanceOf(AgentException.class).hasMessageContaining("32");
      assertThat(exec.keptId()).isEmpty();
      kept.getFirst().signal(9);
      kept.getFirst().awaitExit();
      kept.getFirst().close();
      await().until(() -> client.commands().stream().anyMatch(c -> c.clients() == 0));
      assertThat(exec.keep()).isPresent();
      exec.stdin().write("on\n".getBytes(UTF_8));
      assertThat(text(exec.stdout())).isEqualTo("on\n");
    }
    kept.forEach(AgentExec::close);
  }

  @Test
  void isAlsoSaidOfOneThatIsKeptAlready() throws Exception {
    AgentExec first = sh("sleep 1000");
    int id = first.keep().orElseThrow();
    try (AgentExec second = client.attach(AttachRequest.to(id))) {
      assertThat(second.keep()).hasValue(id);
    }
    first.close();
    assertThat(client.commands()).hasSize(1);
  }

  private AgentExec sh(String line) {
    return client.exec(RealAgent.request("sh", "-c", line));
  }

  private long leave(boolean kept) throws InterruptedException {
    try (AgentExec exec = sh("sleep 1000")) {
      assertThat(!kept || exec.keep().isPresent()).isTrue();
      return exec.opened().pid();
    } finally {
      relay.awaitClosed();
    }
  }

  /** Without an assertion for each of so many. */
  private static void assertLine(int number, BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (!Integer.toString(number).equals(line)) {
      throw new AssertionError("line " + number + " is " + line);
    }
  }
}
