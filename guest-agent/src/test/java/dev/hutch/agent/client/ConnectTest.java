package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hutch.agent.protocol.ConnectRequest;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to servers in the box; here these are servers of the test. */
@Timeout(60)
class ConnectTest extends WithPlainRelay {
  private static final int MIB = 1 << 20;
  private static final int ECONNRESET = 104;
  private static final int PATIENCE_MILLIS = 20_000;

  private ServerSocket server;

  @BeforeEach
  void startTheServer() throws IOException {
    server = listen("127.0.0.1");
  }

  @AfterEach
  void endTheServer() throws IOException {
    server.close();
  }

  @Test
  void carries32MiBEachWayByteForByte() throws Exception {
    try (AgentConnection connection = connect();
        Socket accepted = accept(server)) {
      FutureTask<byte[]> up =
          inBackground(
              () -> {
                byte[] digest = writeRandom(connection.output(), 1);
                connection.output().close();
                return digest;
              });
      FutureTask<byte[]> down =
          inBackground(
              () -> {
                byte[] digest = writeRandom(accepted.getOutputStream(), 2);
                accepted.shutdownOutput();
                return digest;
              });
      FutureTask<byte[]> received = inBackground(() -> digest(accepted.getInputStream()));

      assertThat(digest(connection.input())).isEqualTo(down.get());
      assertThat(received.get()).isEqualTo(up.get());
    }
  }

  @Test
  void maySendAfterTheServerHasEnded() throws Exception {
    try (AgentConnection connection = connect();
        Socket accepted = accept(server)) {
      accepted.shutdownOutput();
      assertThat(connection.input().read()).isNegative();

      connection.output().write("still".getBytes(UTF_8));
      connection.output().close();

      assertThat(accepted.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("still");
    }
    relay.awaitClosed();
  }

  @Test
  void getsTheAnswerThatComesAfterItsEnd() throws Exception {
    try (AgentConnection connection = connect();
        Socket accepted = accept(server)) {
      connection.output().write(7);
      connection.output().close();
      assertThat(accepted.getInputStream().readAllBytes()).containsExactly(7);

      accepted.getOutputStream().write(8);
      accepted.shutdownOutput();

      assertThat(connection.input().readAllBytes()).containsExactly(8);
    }
  }

  @Test
  void isRefusedWhereNobodyListens() throws IOException {
    int port = server.getLocalPort();
    server.close();

    assertThatThrownBy(() -> client.connect(port))
        .isInstanceOfSatisfying(
            OperationFailedException.class, e -> assertThat(e.isConnectionRefused()).isTrue())
        .hasMessageContaining("cannot connect to port " + port + ": Connection refused");
  }

  @Test
  void findsAServerThatListensOnTheOtherLoopbackOnly() throws Exception {
    try (ServerSocket six = listen("::1");
        AgentConnection connection = client.connect(six.getLocalPort());
        Socket accepted = accept(six)) {
      accepted.getOutputStream().write(6);

      assertThat(connection.input().read()).isEqualTo(6);
    }
  }

  @Test
  void saysThatItWasResetAfterWhatCameBefore() throws Exception {
    try (AgentConnection connection = connect();
        Socket accepted = accept(server)) {
      accepted.getOutputStream().write(1);
      assertThat(connection.input().read()).isEqualTo(1);
      reset(accepted);

      assertThatThrownBy(() -> connection.input().read())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Connection reset")
          .hasCauseInstanceOf(OperationFailedException.class);
    }
  }

  @Test
  void tellsAWriterThatTheServerIsGone() throws Exception {
    try (AgentConnection connection = connect()) {
      accept(server).close();
      assertThat(connection.input().read()).isNegative();

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  connection.output().write(new byte[MIB]);
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Broken pipe");
    }
  }

  @Test
  void pushesBackOnAServerThatNobodyReads() throws Exception {
    try (AgentConnection connection = connect();
        Socket accepted = accept(server)) {
      FutureTask<byte[]> down = inBackground(() -> writeRandom(accepted.getOutputStream(), 3));

      await().until(() -> connection.input().available() > 200_000);
      assertThat(connection.input().available()).isLessThan(262_144);
      assertThat(down).isNotDone();
    }
  }

  @Test
  void isClosedInTheBoxWhenItsClientLeaves() throws Exception {
    AgentConnection connection = connect();
    try (Socket accepted = accept(server)) {
      connection.close();

      assertThat(accepted.getInputStream().read()).isNegative();
    }
  }

  @Test
  void leavesNoDescriptorBehind() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (AgentConnection connection = connect();
          Socket accepted = accept(server)) {
        accepted.shutdownOutput();
        assertThat(connection.input().read()).isNegative();
      }
      relay.awaitClosed();
    }

    try (var open = Files.list(Path.of("/proc/" + agent.process().pid() + "/fd"))) {
      assertThat(open.count()).isLessThan(8);
    }
  }

  @Test
  void takesWhatIsSentBeforeItIsMade() throws Exception {
    RawHost host = rawHost();
    byte[] open = Frames.frame(FrameType.OPEN, 1, 0, ConnectRequest.encode(server.getLocalPort()));
    byte[] data = Frames.frame(FrameType.DATA, 1, 0, new byte[50_000]);
    host.send(open, data, data, Frames.empty(FrameType.END, 1, 0));

    try (Socket accepted = accept(server)) {
      assertThat(accepted.getInputStream().readAllBytes()).hasSize(100_000);
    }
    byte[] exit = host.next(FrameType.EXIT).payload();
    assertThat(Exit.decode(exit, 0, exit.length).value()).isZero();
    host.close();
  }

  @Test
  void failsWithTheErrorOfASendThatTheServerReset() throws Exception {
    RawHost host = rawHost();
    host.send(FrameType.OPEN, 1, 0, ConnectRequest.encode(server.getLocalPort()));
    host.next(FrameType.OPENED);
    reset(accept(server));
    byte[] failed = host.next(FrameType.FAILED).payload();

    assertThat(Failed.decode(failed, 0, failed.length).errno()).isEqualTo(ECONNRESET);
    host.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 6})
  void isNotMadeOfAMalformedRequest(int at) throws Exception {
    byte[] request = ConnectRequest.encode(256);
    // Port 256 becomes port 0 where it is that which is changed.
    request[at] = (byte) (request[at] ^ 1);
    RawHost host = rawHost();
    host.send(FrameType.OPEN, 1, 0, request);

    byte[] failed = host.next(FrameType.FAILED).payload();
    assertThat(Failed.decode(failed, 0, failed.length).step()).isEqualTo(Failed.STEP_REQUEST);
    host.close();
  }

  @Test
  void hasAPort() {
    assertThatThrownBy(() -> client.connect(0)).hasMessageContaining("port 0");
    assertThatThrownBy(() -> client.connect(65_536)).hasMessageContaining("port 65536");
  }

  private AgentConnection connect() {
    return client.connect(server.getLocalPort());
  }

  private static ServerSocket listen(String address) throws IOException {
    return new ServerSocket(0, 50, InetAddress.getByName(address));
  }

  /** A second agent's link, without a relay. */
  private RawHost rawHost() throws IOException {
    relay.close();
    agent.close();
    agent = RealAgent.start(Files.createDirectory(directory.resolve("raw")));
    return agent.host();
  }

  /** An interrupt does not end a wait on these sockets; the time does. */
  private static Socket accept(ServerSocket server) throws IOException {
    server.setSoTimeout(PATIENCE_MILLIS);
    Socket accepted = server.accept();
    accepted.setSoTimeout(PATIENCE_MILLIS);
    return accepted;
  }

  /** Ends it without a word, as a server that dies with unread bytes does. */
  private static void reset(Socket accepted) throws IOException {
    accepted.setSoLinger(true, 0);
    accepted.close();
  }

  private static byte[] writeRandom(OutputStream out, long seed) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Random random = new Random(seed);
    byte[] block = new byte[MIB];
    for (int i = 0; i < 32; i++) {
      random.nextBytes(block);
      digest.update(block);
      out.write(block);
    }
    return digest.digest();
  }

  private static byte[] digest(InputStream in) throws Exception {
    DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
    assertThat(digested.transferTo(OutputStream.nullOutputStream())).isEqualTo(32L * MIB);
    return digested.getMessageDigest().digest();
  }

  private static <T> FutureTask<T> inBackground(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }
}
