package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.ExecOptions;
import java.io.IOException;
import java.io.OutputStream;

/** The agent's programs for archives. */
final class PackedFiles {
  private final AgentClient client;

  PackedFiles(AgentClient client) {
    this.client = client;
  }

  /** How a program ended, and what it wrote. */
  static final class Ended {
    private final int code;
    private final byte[] stdout;
    private final String stderr;

    private Ended(int code, byte[] stdout, String stderr) {
      this.code = code;
      this.stdout = stdout;
      this.stderr = stderr;
    }

    int code() {
      return code;
    }

    String stderr() {
      return stderr;
    }

    byte[] archive() {
      assertThat(stderr).isEmpty();
      assertThat(code).isZero();
      return stdout;
    }
  }

  Ended run(byte[] input, String... command) throws Exception {
    try (AgentExec program =
        client.exec(RealAgent.request(command).with(ExecOptions.NONE.withBuiltin(true)))) {
      Thread.startVirtualThread(() -> feed(program.stdin(), input));
      byte[] stdout = program.stdout().readAllBytes();
      String stderr = new String(program.stderr().readAllBytes(), UTF_8);
      return new Ended(program.awaitExit().shellCode(), stdout, stderr);
    }
  }

  /** A program that ended early takes no more. */
  private static void feed(OutputStream stdin, byte[] input) {
    try (stdin) {
      stdin.write(input);
    } catch (IOException e) {
      return;
    }
  }
}
