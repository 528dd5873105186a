package dev.hutch.it.cli;

import static dev.hutch.it.cli.Terminals.awaitMessage;
import static dev.hutch.it.cli.Terminals.awaitOutput;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hutch forward} and {@code hutch run -p}. */
@ExtendWith(LeakGuard.class)
class ForwardIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String[] SERVER = {"httpd", "-f", "-p", "127.0.0.1:8080", "-h", "/etc"};

  @Test
  void aPortLeadsIntoTheBoxUntilASignal() {
    try (DetachedBox box = DetachedBox.running()) {
      String[] words = {
        "exec", "-d", box.id(), "--", "httpd", "-f", "-p", "127.0.0.1:8080", "-h", "/etc"
      };
      assertThat(HutchCommand.of(words).run().exit()).isZero();
      try (RunningHutch forward = HutchCommand.of("forward", box.id(), "0:8080").start()) {
        awaitOutput(forward, " -> 8080\n");
        awaitAnswer(port(forward.stdout()));
        forward.signal("TERM");
        assertThat(forward.awaitEnd().exit()).isEqualTo(143);
      }
    }
  }

  @Test
  void theEndOfTheBoxEndsIt() {
    try (DetachedBox box = DetachedBox.running();
        RunningHutch forward = HutchCommand.of("forward", box.id(), "0:80").start()) {
      awaitOutput(forward, " -> 80\n");
      assertThat(HutchCommand.of("kill", box.id()).run().exit()).isZero();
      Ended ended = forward.awaitEnd();
      assertThat(ended.exit()).isEqualTo(125);
      assertThat(ended.stderr()).contains(box.id() + " has ended");
    }
  }

  @Test
  void aRunForwardsAsLongAsItsCommandRuns() {
    String[] words = {
      "run", "-p", "0:8080", "--", SERVER[0], SERVER[1], SERVER[2], SERVER[3], SERVER[4], SERVER[5]
    };
    try (RunningHutch run = HutchCommand.of(words).start()) {
      awaitMessage(run, " -> 8080\n");
      awaitAnswer(port(run.stderr()));
      run.signal("TERM");
      assertThat(run.awaitEnd().exit()).isEqualTo(143);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidAndLeavesNoBox() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Ended ended = HutchCommand.of("run", "-p", taken.getLocalPort() + ":80", "--", "true").run();
      assertThat(ended.exit()).isEqualTo(125);
      assertThat(ended.stderr()).contains("127.0.0.1:" + taken.getLocalPort());
      assertThat(HutchCommand.of("ps", "-aq").run().stdout()).isEmpty();
    }
  }

  private static int port(String said) {
    return Integer.parseInt(said.replaceAll("(?s).*127\\.0\\.0\\.1:(\\d+) -> .*", "$1"));
  }

  /** The server may need a moment; until then connections are reset. */
  private static void awaitAnswer(int port) {
    await("an answer through port " + port)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
                socket.getOutputStream().write("GET /hosts HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
                return answer.startsWith("HTTP/1.1 200") && answer.contains("localhost");
              }
            });
  }
}
