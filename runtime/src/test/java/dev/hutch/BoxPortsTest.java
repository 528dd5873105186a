package dev.hutch;

import static dev.hutch.Tasks.inBackground;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections to servers in a box, on the real agent; the servers are the test's own. */
@Timeout(60)
class BoxPortsTest extends WithPlainAgent {
  private ServerSocket server;

  @BeforeEach
  void startTheServer() throws IOException {
    server = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    server.setSoTimeout(20_000);
  }

  @AfterEach
  void endTheServer() throws IOException {
    server.close();
  }

  @Test
  void eachDirectionOfAConnectionEndsByItself() throws IOException {
    try (BoxSocket socket = box.connect(server.getLocalPort());
        Socket accepted = server.accept()) {
      socket.getOutputStream().write("question".getBytes(UTF_8));
      socket.shutdownOutput();
      assertThat(accepted.getInputStream().readAllBytes()).asString().isEqualTo("question");
      accepted.getOutputStream().write("answer".getBytes(UTF_8));
      accepted.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("answer");
    }
  }

  @Test
  void aPortWithoutServerRefusesAndTheBoxIsWell() throws IOException {
    int port = server.getLocalPort();
    server.close();
    assertThatThrownBy(() -> box.connect(port))
        .isInstanceOfSatisfying(GuestPortException.class, e -> assertThat(e.refused()).isTrue())
        .hasMessageContaining(Integer.toString(port));
    assertThat(box.run(Command.of("true")).ok()).isTrue();
    assertThatThrownBy(() -> box.connect(0)).isInstanceOf(InvalidSpecException.class);
    assertThatThrownBy(() -> box.connect(65_536)).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void anInterruptEndsAReadAndNotTheConnection() throws Exception {
    try (BoxSocket socket = box.connect(server.getLocalPort());
        Socket accepted = server.accept()) {
      FutureTask<Integer> reading = new FutureTask<>(() -> socket.getInputStream().read());
      Thread reader = Thread.ofVirtual().start(reading);
      reader.interrupt();
      assertThatThrownBy(() -> reading.get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedIOException.class);
      accepted.getOutputStream().write(7);
      assertThat(socket.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void theDeathOfTheBoxIsNotTheEndOfAStream() throws Exception {
    try (BoxSocket socket = box.connect(server.getLocalPort());
        Socket accepted = server.accept()) {
      FutureTask<Integer> reading = inBackground(() -> socket.getInputStream().read());
      agent.die();
      assertThatThrownBy(() -> reading.get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
      assertThat(accepted.isClosed()).isFalse();
    }
    assertThatThrownBy(() -> box.connect(server.getLocalPort()))
        .isInstanceOf(BoxGoneException.class);
  }

  @Test
  void aForwardServesManyConnectionsByteForByte() throws Exception {
    try (PortForward forward = forward()) {
      assertThat(forward.address().getAddress().isLoopbackAddress()).isTrue();
      Thread.startVirtualThread(this::echoToAll);
      List<FutureTask<byte[]>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] bytes = random(i);
        answers.add(inBackground(() -> askedAt(forward, bytes)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(random(i));
      }
    }
  }

  @Test
  void aForwardKeepsADirectionOpenWhenTheOtherEnds() throws Exception {
    try (PortForward forward = forward();
        Socket client = connect(forward);
        Socket accepted = server.accept()) {
      accepted.shutdownOutput();
      assertThat(client.getInputStream().read()).isNegative();
      client.getOutputStream().write("still".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(accepted.getInputStream().readAllBytes()).asString().isEqualTo("still");
    }
  }

  @Test
  void aForwardToNobodyResetsItsClient() throws Exception {
    server.close();
    try (PortForward forward = forward();
        Socket client = connect(forward)) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aServerThatBreaksOffIsNotTakenForOneThatHasSaidAll() throws Exception {
    try (PortForward forward = forward();
        Socket client = connect(forward);
        Socket accepted = server.accept()) {
      accepted.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
      breakOff(accepted);
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aClientThatBreaksOffEndsItsConnectionToTheServer() throws Exception {
    try (PortForward forward = forward()) {
      Socket client = connect(forward);
      try (Socket accepted = server.accept()) {
        client.getOutputStream().write(1);
        assertThat(accepted.getInputStream().read()).isEqualTo(1);
        breakOff(client);
        accepted.setSoTimeout(10_000);
        assertThat(endsReading(accepted)).isTrue();
      }
    }
  }

  @Test
  void closingAForwardEndsItsConnectionsAndFreesItsPort() throws Exception {
    PortForward forward = forward();
    try (Socket client = connect(forward);
        Socket accepted = server.accept()) {
      accepted.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
      InetSocketAddress address = forward.address();
      forward.close();
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
          .isInstanceOf(ConnectException.class);
      box.forward(server.getLocalPort(), address).close();
    }
  }

  @Test
  void closingTheHandleEndsItsForwards() throws IOException {
    InetSocketAddress address = forward().address();
    box.close();
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void anAddressInUseIsSaid() {
    InetSocketAddress taken = (InetSocketAddress) server.getLocalSocketAddress();
    assertThatThrownBy(() -> box.forward(80, taken))
        .isInstanceOf(HutchException.class)
        .hasMessageContaining(Integer.toString(taken.getPort()));
  }

  private PortForward forward() {
    return box.forward(
        server.getLocalPort(), new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  private static Socket connect(PortForward forward) throws IOException {
    Socket socket = new Socket(forward.address().getAddress(), forward.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void breakOff(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void echoToAll() {
    while (!server.isClosed()) {
      try {
        Socket accepted = server.accept();
        Thread.startVirtualThread(() -> echo(accepted));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(Socket accepted) {
    try (accepted) {
      accepted.getInputStream().transferTo(accepted.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] askedAt(PortForward forward, byte[] bytes) throws Exception {
    try (Socket client = connect(forward)) {
      FutureTask<byte[]> answer = inBackground(() -> client.getInputStream().readAllBytes());
      client.getOutputStream().write(bytes);
      client.shutdownOutput();
      return answer.get(30, TimeUnit.SECONDS);
    }
  }

  /** However the server hears of it; it must not wait for ever. */
  private static boolean endsReading(Socket accepted) throws IOException {
    try {
      return accepted.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private static byte[] random(int seed) {
    byte[] bytes = new byte[300_000 + seed];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
