package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.waiting.WaitingCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends each call that waits, at once, by the exception that is its own. */
@Timeout(60)
class WaitingCallsTest extends WithPlainAgent {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** A tenth of a second was asked for; the rest is for a machine with much else to do. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  /** More than every buffer on the way holds. */
  private static final byte[] MUCH = new byte[32 << 20];

  private ServerSocket server;
  private Socket accepted;
  private BoxProcess process;
  private BoxSocket socket;

  @BeforeEach
  void startWhatDoesNotAnswer() throws IOException {
    server = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    process = box.exec(Command.of("sleep", "1000"));
    socket = box.connect(server.getLocalPort());
    accepted = server.accept();
  }

  @AfterEach
  void endIt() throws IOException {
    socket.close();
    process.close();
    accepted.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReadEndsAndLosesNothing(boolean virtual) throws Exception {
    InputStream input = process.getInputStream();
    assertInterruptible(virtual, input::read, InterruptedIOException.class);
    assertInterruptible(virtual, process.getErrorStream()::read, InterruptedIOException.class);
    assertInterruptible(virtual, socket.getInputStream()::read, InterruptedIOException.class);

    accepted.getOutputStream().write('x');
    assertThat(socket.getInputStream().read()).isEqualTo('x');
    process.destroy();
    assertThat(input.read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriteThatTheOtherSideIsTooSlowForEnds(boolean virtual) throws Exception {
    OutputStream output = process.getOutputStream();
    assertInterruptible(virtual, () -> write(output), InterruptedIOException.class);
    assertInterruptible(
        virtual, () -> write(socket.getOutputStream()), InterruptedIOException.class);
    assertThat(process.isAlive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWaitForTheEndEndsAndTheCommandGoesOn(boolean virtual) throws Exception {
    assertInterruptible(virtual, process::waitFor, InterruptedException.class);
    assertInterruptible(virtual, () -> process.waitFor(LONG), InterruptedException.class);
    assertInterruptible(
        virtual, () -> process.waitFor(10, TimeUnit.MINUTES), InterruptedException.class);
    assertInterruptible(virtual, () -> process.onExit().get(), InterruptedException.class);
    assertThat(process.isAlive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBufferedRunEndsAndItsCommandToo(boolean virtual) throws Exception {
    assertInterruptible(virtual, () -> box.run(Command.of("sleep", "999")), HutchException.class);
    assertInterruptible(
        virtual, () -> box.run(Command.of("sleep", "999").stdin(MUCH)), HutchException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWaitForSomethingInTheBoxEnds(boolean virtual) throws Exception {
    int free;
    try (ServerSocket closed = new ServerSocket(0)) {
      free = closed.getLocalPort();
    }
    assertInterruptible(
        virtual, () -> await(Wait.forPort(free).timeout(LONG)), HutchException.class);
    assertInterruptible(
        virtual, () -> await(Wait.forCommand("false").timeout(LONG)), HutchException.class);
    int id = process.detach().orElseThrow();
    assertInterruptible(
        virtual, () -> await(Wait.forOutput(id, "x").timeout(LONG)), HutchException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aQuestionToABoxThatDoesNotAnswerEnds(boolean virtual) throws Exception {
    int id = process.detach().orElseThrow();
    BoxProcess another = box.exec(Command.of("cat"));
    agent.freeze(true);
    try (another) {
      assertInterruptible(virtual, box::stats, HutchException.class);
      assertInterruptible(virtual, box::commands, HutchException.class);
      assertInterruptible(virtual, () -> box.output(id), HutchException.class);
      assertInterruptible(virtual, () -> box.forget(id), HutchException.class);
      assertInterruptible(virtual, () -> box.attach(id), HutchException.class);
      assertInterruptible(virtual, () -> box.exec(Command.of("true")), HutchException.class);
      assertInterruptible(virtual, () -> box.run(Command.of("true")), HutchException.class);
      assertInterruptible(virtual, () -> box.connect(1), HutchException.class);
      assertInterruptible(virtual, another::detach, HutchException.class);
    } finally {
      agent.freeze(false);
    }
  }

  private int await(Wait wait) {
    wait.await(box);
    return 0;
  }

  private static int write(OutputStream to) throws IOException {
    to.write(MUCH);
    return 0;
  }

  private static void assertInterruptible(
      boolean virtual, Callable<?> call, Class<? extends Exception> how)
      throws InterruptedException {
    Thread.Builder threads = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    WaitingCall waiting = WaitingCall.begin("the call", how, threads, call);

    long interrupted = System.nanoTime();
    waiting.interrupt();

    assertThat(waiting.assertEndedAsItShould(interrupted)).isLessThan(AT_ONCE);
    assertThat(waiting.failure()).hasMessageNotContaining("gone");
  }
}
