package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that go on without their client, and what a box uses, on the real agent. */
@Timeout(60)
class DetachedCommandTest extends WithPlainAgent {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void aDetachedCommandOutlivesItsClientAndIsFoundAgain() throws Exception {
    int id = detached("read x; echo got $x; exit 5");
    assertThat(box.commands())
        .singleElement()
        .satisfies(
            command -> {
              assertThat(command.id()).isEqualTo(id);
              assertThat(command.isRunning()).isTrue();
              assertThat(command.line()).startsWith("sh -c read x");
            });
    try (BoxProcess again = box.attach(id)) {
      try (OutputStream input = again.getOutputStream()) {
        input.write("it\n".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(again.inputReader().readLine()).isEqualTo("got it");
      assertThat(again.waitFor(PATIENCE)).isTrue();
      assertThat(again.exitValue()).isEqualTo(5);
      assertThat(again.commandId()).hasValue(id);
      assertThat(again.info().commandLine().orElseThrow()).startsWith("sh -c read x");
    }
    assertThat(box.commands()).singleElement().extracting(c -> c.exit().orElseThrow()).isEqualTo(5);
  }

  @Test
  void anAttachedClientSeesWhatWasWrittenBefore() throws Exception {
    int id = detached("echo early; read x");
    try (BoxProcess again = box.attach(id);
        BufferedReader output = again.inputReader()) {
      assertThat(output.readLine()).isEqualTo("early");
      again.destroyForcibly();
      assertThat(again.waitFor(PATIENCE)).isTrue();
      assertThat(again.exitValue()).isEqualTo(137);
    }
  }

  @Test
  void theEndOfItsOutputIsKeptAndSaidToBeCut() {
    int id = detached("seq 1 20000; echo problem >&2");
    awaitEnd(id);
    KeptOutput output = box.output(id);
    assertThat(output.stdout().text()).endsWith("19999\n20000\n");
    assertThat(output.stdout().size()).isEqualTo(65_536);
    assertThat(output.stdout().truncated()).isTrue();
    assertThat(output.stderr().text()).isEqualTo("problem\n");
    assertThat(output.stderr().truncated()).isFalse();
  }

  @Test
  void lookingAtItsOutputDisturbsNothing() {
    int id = detached("echo so far; read x");
    await("its output").until(() -> box.output(id).stdout().text(), "so far\n"::equals);
    assertThat(box.commands().getFirst().isRunning()).isTrue();
  }

  @Test
  void itIsForgottenWhenItHasEndedAndNotBefore() throws Exception {
    int id = detached("read x");
    assertThat(box.forget(id)).isFalse();
    try (BoxProcess again = box.attach(id)) {
      again.destroyForcibly();
      again.waitFor();
    }
    assertThat(box.forget(id)).isTrue();
    assertThat(box.commands()).isEmpty();
    assertThatThrownBy(() -> box.forget(id)).isInstanceOf(NoSuchCommandException.class);
    assertThatThrownBy(() -> box.attach(id)).isInstanceOf(NoSuchCommandException.class);
    assertThatThrownBy(() -> box.output(id)).isInstanceOf(NoSuchCommandException.class);
  }

  @Test
  void aRunningCommandIsGivenToTheBoxAndFoundAgain() throws Exception {
    int id;
    try (BoxProcess process = box.exec(Command.shell("echo mine; read x; echo got $x; exit 6"))) {
      assertThat(process.inputReader().readLine()).isEqualTo("mine");
      assertThat(process.commandId()).isEmpty();
      id = process.detach().orElseThrow();
      assertThat(process.commandId()).hasValue(id);
      assertThat(process.detach()).hasValue(id);
    }
    assertThat(box.commands().getFirst().line()).startsWith("sh -c echo mine");
    try (BoxProcess again = box.attach(id);
        OutputStream input = again.getOutputStream()) {
      input.write("it\n".getBytes(StandardCharsets.UTF_8));
      input.flush();
      assertThat(again.inputReader().readLine()).isEqualTo("got it");
      assertThat(again.waitFor()).isEqualTo(6);
    }
  }

  @Test
  void aCommandThatHasEndedIsNotGivenToTheBox() throws Exception {
    try (BoxProcess process = box.exec(Command.of("true"))) {
      assertThat(process.waitFor()).isZero();
      assertThat(process.detach()).isEmpty();
      assertThat(process.commandId()).isEmpty();
    }
    assertThat(box.commands()).isEmpty();
  }

  @Test
  void aCommandIsNotGivenToABoxThatIsGone() throws Exception {
    try (BoxProcess process = box.exec(Command.of("cat"))) {
      agent.die();
      assertThatThrownBy(process::detach).isInstanceOf(BoxGoneException.class);
    }
  }

  @Test
  void onlyOneOnATerminalCanBeResized() {
    int plain = detached("read x");
    try (BoxProcess again = box.attach(plain)) {
      assertThatThrownBy(() -> again.resize(1, 1)).isInstanceOf(IllegalStateException.class);
    }
    Command command = Command.of("cat").tty(new TerminalSize(80, 24)).detach(true);
    try (BoxProcess process = box.exec(command);
        BoxProcess again = box.attach(process.commandId().orElseThrow())) {
      again.resize(100, 30);
      assertThat(again.isAlive()).isTrue();
      again.destroyForcibly();
    }
  }

  @Test
  void whatTheBoxUsesIsPlausible() {
    BoxStats first = box.stats();
    BoxStats later = box.stats();
    assertThat(first.cpus()).isPositive();
    assertThat(first.memoryUsedBytes()).isBetween(1L, first.memoryBytes());
    assertThat(first.operations()).isEqualTo(1);
    assertThat(later.uptime()).isGreaterThan(first.uptime());
    assertThat(later.cpusInUseSince(first)).isBetween(0.0, (double) first.cpus());
    assertThat(first.cpusInUseSince(first)).isZero();
  }

  private int detached(String line) {
    try (BoxProcess process = box.exec(Command.shell(line).detach(true))) {
      return process.commandId().orElseThrow();
    }
  }

  private void awaitEnd(int id) {
    await("the end of command " + id)
        .atMost(PATIENCE)
        .until(() -> box.commands().stream().noneMatch(c -> c.id() == id && c.isRunning()));
  }
}
