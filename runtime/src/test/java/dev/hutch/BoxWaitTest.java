package dev.hutch;

import static dev.hutch.Tasks.inBackground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for what happens in a box, on the real agent. */
@Timeout(60)
class BoxWaitTest extends WithPlainAgent {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void aServerThatComesLaterIsWaitedFor() throws Exception {
    int port = freePort();
    FutureTask<Boolean> waiting = waiting(Wait.forPort(port).timeout(LONG));
    assertThatThrownBy(() -> Wait.forPort(port).timeout(SOON).await(box))
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContainingAll("port " + port, "PT0.3S", "refused");
    assertThat(waiting.isDone()).isFalse();
    try (ServerSocket server = new ServerSocket(port, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.isBound()).isTrue();
    }
  }

  @Test
  void aCommandIsTriedUntilItSucceeds() throws Exception {
    Path file = directory.resolve("there");
    Wait wait = Wait.forCommand("ls", file.toString());
    assertThatThrownBy(() -> wait.timeout(SOON).await(box))
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContainingAll("ls " + file, "exited with");
    FutureTask<Boolean> waiting = waiting(wait.timeout(LONG));
    Files.createFile(file);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void textOfADetachedCommandIsFoundBeforeAndAfterItIsWritten() throws Exception {
    String line = "echo first; read x; printf 'ready> ' >&2; read x";
    try (BoxProcess process = box.exec(Command.shell(line).detach(true))) {
      int id = process.commandId().orElseThrow();
      Wait.forOutput(id, "first").timeout(LONG).await(box);
      Wait.forOutput(id, "first").timeout(LONG).await(box);
      Wait ready = Wait.forOutput(id, Pattern.compile("^read.> $"));
      assertThatThrownBy(() -> ready.timeout(SOON).await(box))
          .isInstanceOf(WaitTimeoutException.class)
          .hasMessageContainingAll("read.>", "first");
      FutureTask<Boolean> waiting = waiting(ready.timeout(LONG));
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
      process.destroyForcibly();
    }
  }

  @Test
  void aCommandThatEndsWithoutTheTextIsNotWaitedForAnyLonger() throws Exception {
    try (BoxProcess process = box.exec(Command.shell("echo no; exit 4").detach(true))) {
      Wait wait = Wait.forOutput(process.commandId().orElseThrow(), "yes").timeout(LONG);
      assertThatThrownBy(() -> wait.await(box))
          .isInstanceOf(HutchException.class)
          .isNotInstanceOf(WaitTimeoutException.class)
          .hasMessageContainingAll("ended with 4", "yes");
    }
  }

  @Test
  void theDeathOfTheBoxEndsAWait() throws Exception {
    FutureTask<Boolean> waiting = waiting(Wait.forPort(freePort()).timeout(LONG));
    assertThat(waiting.isDone()).isFalse();
    agent.die();
    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(BoxGoneException.class);
  }

  @Test
  void anInterruptEndsAWait() throws Exception {
    FutureTask<Boolean> waiting =
        new FutureTask<>(() -> awaited(Wait.forPort(freePort()).timeout(LONG)));
    Thread waiter = Thread.ofVirtual().start(waiting);
    waiter.interrupt();
    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(HutchException.class)
        .hasMessageContaining("interrupted");
  }

  @Test
  void whatCannotBeWaitedForIsRefused() {
    assertThatThrownBy(() -> Wait.forPort(0)).isInstanceOf(InvalidSpecException.class);
    assertThatThrownBy(() -> Wait.forPort(1).timeout(Duration.ZERO))
        .isInstanceOf(InvalidSpecException.class);
    assertThatThrownBy(() -> Wait.forOutput(4711, "x").await(box))
        .isInstanceOf(NoSuchCommandException.class);
  }

  private FutureTask<Boolean> waiting(Wait wait) {
    return inBackground(() -> awaited(wait));
  }

  private boolean awaited(Wait wait) {
    wait.await(box);
    return true;
  }

  private static int freePort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return server.getLocalPort();
    }
  }
}
