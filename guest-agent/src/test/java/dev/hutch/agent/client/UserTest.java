package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.TerminalSize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who a command runs as, with an /etc of the test's own. Where the tests run without the right to
 * change users, the agent has to say so.
 */
@Timeout(60)
class UserTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      # not an account
      halfway:x:1200
      odd:x:many:1300::/home/odd:/bin/sh
      alice:x:1201:1301:Alice:/home/alice:/bin/sh
      alice:x:1299:1399:the first one counts:/elsewhere:/bin/sh
      bob:x:1202:1302:::/bin/sh
      """;
  private static final String GROUP =
      """
      root:x:0:
      staff:x:1301:
      wheel:x:1401:bob,alice
      audio:x:1402:bob
      near:x:1404:alice2,xalice,ali
      video:x:1403:alice
      """;

  @TempDir private Path directory;
  private final List<RealAgent> agents = new ArrayList<>();

  @BeforeEach
  void writeTheFiles() throws IOException {
    Files.writeString(directory.resolve("passwd"), PASSWD);
    Files.writeString(directory.resolve("group"), GROUP);
  }

  @AfterEach
  void endTheAgents() throws IOException {
    for (RealAgent agent : agents) {
      agent.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "alice,           1201 1301 1301 1401 1403 /home/alice",
    "1201,            1201 1301 1301 1401 1403 /home/alice",
    "alice:audio,     1201 1402 1402 /home/alice",
    "alice:1500,      1201 1500 1500 /home/alice",
    "bob,             1202 1302 1302 1401 1402 /",
    "1999,            1999 0 0 /",
    "1999:wheel,      1999 1401 1401 /",
    ":wheel,          0 1401 1401 /root",
    "4294967294:7,    4294967294 7 7 /",
  })
  void isLookedUpInTheFilesOfTheBox(String user, String expected) throws Exception {
    assertPrints(user, "echo $(id -u; id -g; id -G) $HOME", expected + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "carol",
        "halfway",
        "odd",
        "4294967295",
        "-1",
        "1e3",
        "alice2",
        "# not an account"
      })
  void isSaidNotToBeThere(String user) throws Exception {
    assertFails(user, "no such user in the box: " + user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice:carol", "alice:4294967295", "alice:-1", "alice:wheel:audio"})
  void isSaidToHaveNoSuchGroup(String user) throws Exception {
    assertFails(user, "no such group in the box: " + user);
  }

  @Test
  void keepsAHomeThatIsGiven() throws Exception {
    ExecRequest request = request("alice", List.of("HOME=/given"), "echo $HOME");
    if (RealAgent.userId() == 0) {
      try (AgentExec exec = agent().exec(request)) {
        assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("/given\n");
      }
    }
  }

  @Test
  void mayOpenItsStreamsAgain() throws Exception {
    assertPrints("alice", "echo again > /dev/stdout; : < /dev/stdin; : > /dev/stderr", "again\n");
  }

  @Test
  void ownsItsTerminal() throws Exception {
    ExecRequest request = request("alice", List.of(), "test -O $(tty) && echo own > $(tty)");
    ExecOptions options = request.options().withTerminal(new TerminalSize(80, 24));
    if (RealAgent.userId() == 0) {
      try (AgentExec exec = agent().exec(request.with(options))) {
        assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("own\r\n");
      }
    }
  }

  @Test
  void isNotWaitedForWhereTheFileIsAPipe() throws Exception {
    Files.delete(directory.resolve("passwd"));
    Process made = new ProcessBuilder("mkfifo", directory.resolve("passwd").toString()).start();
    assertThat(made.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertFails("alice", "no such user");
  }

  @Test
  void isNotLookedForInAFileWithoutEnd() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("passwd").toFile(), "rw")) {
      file.setLength(0);
      file.setLength(1L << 40);
    }

    assertFails("alice", "no such user");
  }

  @Test
  void isFoundBehindALineThatIsTooLong() throws Exception {
    String overlong = "x".repeat(200_000) + ":x:1:1:::\n";
    Files.writeString(directory.resolve("passwd"), overlong + PASSWD);

    assertPrints("alice", "id -u", "1201\n");
  }

  private void assertPrints(String user, String line, String expected) throws Exception {
    if (RealAgent.userId() != 0) {
      assertFails(user, "cannot");
      return;
    }
    try (AgentExec exec = agent().exec(request(user, List.of(), line))) {
      assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo(expected);
      assertThat(exec.awaitExit().value()).isZero();
    }
  }

  private void assertFails(String user, String message) throws IOException {
    RealAgent agent = agent();
    assertThatThrownBy(() -> agent.exec(request(user, List.of(), "true")))
        .isInstanceOfSatisfying(
            OperationFailedException.class,
            e -> assertThat(e.failed().step()).isEqualTo(Failed.STEP_USER))
        .hasMessageContaining(message);
  }

  private RealAgent agent() throws IOException {
    List<String> within = new ArrayList<>(List.of("bwrap", "--die-with-parent"));
    within.addAll(List.of("--bind", "/", "/", "--dev-bind", "/dev", "/dev"));
    for (String file : List.of("passwd", "group")) {
      within.addAll(List.of("--ro-bind", directory.resolve(file).toString(), "/etc/" + file));
    }
    if (RealAgent.userId() == 0) {
      within.addAll(List.of("--cap-add", "ALL"));
    }
    Path own = Files.createDirectory(directory.resolve("agent" + agents.size()));
    agents.add(RealAgent.start(own, within));
    return agents.get(agents.size() - 1);
  }

  private static ExecRequest request(String user, List<String> environment, String line) {
    return new ExecRequest(List.of("sh", "-c", line), environment, "", 0, 0, true, false)
        .with(ExecOptions.NONE.withUser(user));
  }
}
