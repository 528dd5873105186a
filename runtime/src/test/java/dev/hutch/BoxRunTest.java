package dev.hutch;

import static dev.hutch.Tasks.inBackground;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Buffered commands of the public API, on the real agent. */
@Timeout(60)
class BoxRunTest extends WithPlainAgent {
  private static final Duration SOON = Duration.ofMillis(300);

  @Test
  void aCommandHasTheLimitsAndTheNicenessItIsGiven() {
    Command command =
        Command.shell("ulimit -n; ulimit -Hf; nice")
            .rlimit(Rlimit.Resource.OPEN_FILES, 77)
            .rlimit(new Rlimit(Rlimit.Resource.FILE_SIZE, 512, 1024))
            .nice(7);
    assertThat(box.run(command).stdout().text()).isEqualTo("77\n2\n7\n");
  }

  @Test
  void aCommandRunsAsTheUserItNames() {
    Command other = Command.shell("id -u; id -g").user("1234:56");
    if (System.getProperty("user.name").equals("root")) {
      assertThat(box.run(other).stdout().text()).isEqualTo("1234\n56\n");
    } else {
      assertThatThrownBy(() -> box.run(other)).hasMessageContaining("user");
    }
    assertThatThrownBy(() -> box.run(Command.of("id").user("nobody-like-that")))
        .isInstanceOf(CommandNotStartedException.class)
        .hasMessageContaining("nobody-like-that");
  }

  @Test
  void mergedStandardErrorComesInOrder() {
    ExecResult result =
        box.run(Command.shell("echo a; echo b >&2; echo c; exit 3").mergeStderr(true));
    assertThat(result.stdout().text()).isEqualTo("a\nb\nc\n");
    assertThat(result.stderr().size()).isZero();
  }

  @Test
  void aCommandOnATerminalSeesItsSize() {
    ExecResult result = box.run(Command.shell("tty; stty size").tty(new TerminalSize(91, 17)));
    assertThat(result.stdout().text()).matches("/dev/pts/\\d+\r\n17 91\r\n");
  }

  @Test
  void aClearedEnvironmentHasOnlyWhatIsAddedAfterwards() {
    assertThat(box.run(Command.of("env")).stdout().text()).contains("HOME=/root");
    Command command = Command.of("env").env("A", "1").clearEnv().env("B", "2");
    assertThat(box.run(command).stdout().text().lines())
        .containsExactlyInAnyOrder(
            "B=2", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  }

  @Test
  void aCommandWhoseTimeIsOverMayEndInOrder() {
    ExecResult result =
        box.run(
            Command.shell("trap 'echo tidied; exit 0' TERM; while :; do sleep 0.05; done")
                .timeout(SOON));
    assertThat(result.timedOut()).isTrue();
    assertThat(result.stdout().text()).isEqualTo("tidied\n");
    assertThat(result.exit()).isZero();
    assertThat(result.ok()).isFalse();
    assertThatThrownBy(result::orThrow).hasMessageContaining("time was over");
  }

  @Test
  void aCommandThatIgnoresItsTimeIsKilledAfterItsGrace() {
    ExecResult result =
        box.run(
            Command.shell("trap '' TERM; while :; do sleep 0.05; done").timeout(SOON).grace(SOON));
    assertThat(result.timedOut()).isTrue();
    assertThat(result.signal()).isEqualTo(9);
    assertThat(result.duration()).isGreaterThan(SOON.multipliedBy(2).minusMillis(50));
  }

  @Test
  void withoutGraceACommandIsKilledAtOnce() {
    ExecResult result = box.run(Command.of("sleep", "1000").timeout(SOON).grace(Duration.ZERO));
    assertThat(result.signal()).isEqualTo(9);
  }

  @Test
  void aFileIsReadAnewByEachRun() throws IOException {
    byte[] random = new byte[1_000_000];
    new Random(4).nextBytes(random);
    Path file = Files.write(directory.resolve("input"), random);
    Command cat = Command.of("cat").stdin(file);
    assertThat(box.run(cat).stdout().bytes()).isEqualTo(random);
    Files.writeString(file, "other");
    assertThat(box.run(cat).stdout().text()).isEqualTo("other");
    Files.delete(file);
    assertThatThrownBy(() -> box.run(cat)).hasMessageContainingAll("not started", file.toString());
  }

  @Test
  void aStreamIsReadByOneRunAndLeftOpen() {
    InputStream stream = new ByteArrayInputStream("text".getBytes(UTF_8));
    Command cat = Command.of("cat").stdin(stream);
    assertThat(box.run(cat).stdout().text()).isEqualTo("text");
    assertThatThrownBy(() -> box.run(cat)).hasMessageContaining("another run");
  }

  @Test
  void whatAStreamGivesIsPassedOnBeforeItsEnd() throws Exception {
    try (PipedOutputStream ours = new PipedOutputStream();
        PipedInputStream stream = new PipedInputStream(ours)) {
      FutureTask<ExecResult> running =
          inBackground(() -> box.run(Command.of("head", "-n", "1").stdin(stream)));
      ours.write("line\n".getBytes(UTF_8));
      ours.flush();
      assertThat(running.get(20, TimeUnit.SECONDS).stdout().text()).isEqualTo("line\n");
    }
  }

  @Test
  void aCommandIsKilledWhoseInputCannotBeRead() {
    Command cat = Command.of("sleep", "1000").stdin(new BrokenInput());
    assertThatThrownBy(() -> box.run(cat))
        .isInstanceOf(HutchException.class)
        .hasMessageContaining("worn out");
  }

  @Test
  void aCommandThatIsToBeDetachedIsNotWaitedFor() {
    assertThatThrownBy(() -> box.run(Command.of("true").detach(true)))
        .isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void theDeathOfTheBoxEndsARun() throws Exception {
    FutureTask<ExecResult> running =
        inBackground(
            () ->
                box.run(
                    Command.shell("echo begun > begun; sleep 1000").workdir(directory.toString())));
    await("the command").until(() -> Files.exists(directory.resolve("begun")));
    agent.die();
    assertThatThrownBy(() -> running.get(2, TimeUnit.SECONDS))
        .hasCauseInstanceOf(BoxGoneException.class);
  }
}
