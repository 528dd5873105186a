package dev.hutch.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Opened;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against a relay that does what the test wants. */
@Timeout(60)
class AgentClientTest {
  private static final byte[] OPENED =
      Frames.frame(FrameType.OPENED, 1, 0, new Opened(1, 0, 0).encode());

  @TempDir private Path directory;
  private ServerSocketChannel relay;
  private AgentClient client;

  @BeforeEach
  void listen() throws IOException {
    Path socket = directory.resolve("agent.sock");
    relay = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    relay.bind(UnixDomainSocketAddress.of(socket), 1);
    client = AgentClient.at(socket, Duration.ofSeconds(10));
  }

  @AfterEach
  void close() throws IOException {
    relay.close();
  }

  @Test
  void saysThatNobodyListens() {
    AgentClient nobody = AgentClient.at(directory.resolve("none"), Duration.ofSeconds(1));

    assertThatThrownBy(() -> nobody.exec(RealAgent.request("true")))
        .isInstanceOf(AgentGoneException.class)
        .hasMessageContaining("none");
  }

  @Test
  void givesUpOnAnAgentThatDoesNotAnswer() {
    AgentClient hasty = AgentClient.at(directory.resolve("agent.sock"), Duration.ofMillis(50));

    assertThatThrownBy(() -> hasty.exec(RealAgent.request("true")))
        .isInstanceOf(AgentTimeoutException.class);
  }

  @Test
  void endsEveryWaitingCallWhenTheBoxDies() throws Exception {
    FutureTask<RawHost> accepted = inBackground(() -> accept(OPENED));
    try (AgentExec exec = client.exec(RealAgent.request("sleep"))) {
      List<FutureTask<?>> waiting = new ArrayList<>();
      waiting.add(inBackground(() -> exec.stdout().read()));
      waiting.add(inBackground(() -> exec.stderr().read()));
      waiting.add(inBackground(() -> writeMuch(exec)));
      waiting.add(inBackground(exec::awaitExit));

      accepted.get().close();

      for (FutureTask<?> task : waiting) {
        assertThatThrownBy(() -> task.get(2, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasMessageContaining("agent");
      }
    }
  }

  @Test
  void endsEveryWaitingCallWhenItIsClosed() throws Exception {
    FutureTask<RawHost> accepted = inBackground(() -> accept(OPENED));
    AgentExec exec = client.exec(RealAgent.request("sleep"));
    FutureTask<?> reading = inBackground(() -> exec.stdout().read());
    FutureTask<?> waiting = inBackground(exec::awaitExit);

    exec.close();

    assertThatThrownBy(() -> reading.get(2, TimeUnit.SECONDS)).hasMessageContaining("closed");
    assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS)).hasMessageContaining("closed");
    assertThat(accepted.get().socket().read(ByteBuffer.allocate(1))).isNegative();
  }

  @Test
  void toleratesAFullBacklog() throws Exception {
    List<FutureTask<AgentException>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(inBackground(this::refusedExec));
    }
    byte[] busy =
        Frames.frame(FrameType.FAILED, 1, 0, new Failed(11, Failed.STEP_RELAY, "busy").encode());
    for (int i = 0; i < calls.size(); i++) {
      accept(busy).close();
    }

    for (FutureTask<AgentException> call : calls) {
      assertThat(call.get()).isInstanceOf(OperationFailedException.class).hasMessage("busy");
    }
  }

  @Test
  void refusesAGuestThatLies() throws Exception {
    byte[] exit =
        Frames.frame(FrameType.EXIT, 1, 0, new Exit(Exit.EXITED, false, 0, 0, 0, 0, 0).encode());
    byte[] data = Frames.frame(FrameType.DATA, 1, 1, new byte[65_536]);
    assertLieIsSeen(List.of(exit), "before OPENED");
    assertLieIsSeen(List.of(OPENED, OPENED), "twice");
    assertLieIsSeen(List.of(OPENED, data, data, data, data), "without credit");
    assertLieIsSeen(List.of(OPENED, Frames.credit(2, 0, 1)), "channel 2");
    assertLieIsSeen(List.of(OPENED, Frames.credit(1, 0, 1)), "above the window");
    assertLieIsSeen(List.of(OPENED, new byte[] {1, 2, 3}), "within a frame");
    assertLieIsSeen(List.of(OPENED, Frames.empty(FrameType.END, 1, 1), data), "after END");
  }

  @Test
  void takesTheEndOfTheConnectionForTheEndOfTheBox() throws Exception {
    byte[] exit =
        Frames.frame(FrameType.EXIT, 1, 0, new Exit(Exit.EXITED, false, 0, 0, 0, 0, 0).encode());

    FutureTask<RawHost> ordered = inBackground(() -> accept(OPENED, exit));
    assertThat(client.shutdown(Duration.ofSeconds(1))).isTrue();
    FutureTask<RawHost> sudden = inBackground(() -> closed(accept(OPENED)));
    assertThat(client.shutdown(Duration.ofSeconds(1))).isFalse();
    ordered.get().close();
    sudden.get().close();
  }

  private void assertLieIsSeen(List<byte[]> frames, String message) throws Exception {
    FutureTask<RawHost> lying = inBackground(() -> closed(accept(frames.toArray(byte[][]::new))));
    assertThatThrownBy(
            () -> {
              try (AgentExec exec = client.exec(RealAgent.request("true"))) {
                exec.awaitExit();
              }
            })
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(message);
    lying.get();
  }

  private RawHost accept(byte[]... answers) throws IOException {
    RawHost host = new RawHost(relay.accept());
    // As a relay does: nobody answers before the request.
    int request = host.socket().read(ByteBuffer.allocate(Protocol.MAX_FRAME));
    assertThat(request).isPositive();
    host.send(answers);
    return host;
  }

  /** In order, after what was sent: a close with unread bytes would throw those away. */
  private static RawHost closed(RawHost host) throws IOException {
    host.socket().shutdownOutput();
    return host;
  }

  private AgentException refusedExec() {
    try (AgentExec exec = client.exec(RealAgent.request("true"))) {
      throw new AssertionError("started " + exec.opened());
    } catch (AgentException e) {
      return e;
    }
  }

  private static int writeMuch(AgentExec exec) throws IOException {
    exec.stdin().write(new byte[1 << 20]);
    return 0;
  }

  private static <T> FutureTask<T> inBackground(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }
}
