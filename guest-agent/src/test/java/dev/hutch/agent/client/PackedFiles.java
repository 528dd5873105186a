package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.ExecOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The agent's programs for archives, and the host's tar beside them. */
final class PackedFiles {
  private static final int BLOCK = 512;

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

  /** An archive by the host's tar. */
  static byte[] tar(Path directory, String... arguments) throws Exception {
    return host(directory, List.of("tar"), arguments);
  }

  static byte[] host(Path directory, List<String> program, String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(
                java.util.stream.Stream.concat(program.stream(), Arrays.stream(arguments)).toList())
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return output;
  }

  /** All that is to be kept of each file below a directory: a line each, and its contents' sum. */
  static Set<String> described(Path tree) throws Exception {
    String format = "%P|%y|%m|%U|%G|%T@|%l|%n|%s\\n";
    String lines =
        new String(
            host(
                tree,
                List.of("find", "."),
                "(",
                "-type",
                "d",
                "-printf",
                format.replace("%s", "").replace("%n", ""),
                "-o",
                "-printf",
                format,
                ")"),
            UTF_8);
    String sums =
        new String(
            host(tree, List.of("find", "."), "-type", "f", "-exec", "sha256sum", "{}", ";"), UTF_8);
    Set<String> all = new TreeSet<>(lines.lines().toList());
    all.addAll(sums.lines().toList());
    return all;
  }

  /** Members by hand, as no honest program writes them. */
  static byte[] archive(byte[]... members) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (byte[] member : members) {
      archive.writeBytes(member);
    }
    archive.writeBytes(new byte[2 * BLOCK]);
    return archive.toByteArray();
  }

  static byte[] member(char type, String name, String link, String contents) {
    byte[] data = contents.getBytes(UTF_8);
    byte[] blocks = new byte[BLOCK + (data.length + BLOCK - 1) / BLOCK * BLOCK];
    put(blocks, 0, name);
    put(blocks, 100, "0000755");
    put(blocks, 108, "0000000");
    put(blocks, 116, "0000000");
    put(blocks, 124, String.format("%011o", data.length));
    put(blocks, 136, "00000000000");
    put(blocks, 148, "        ");
    blocks[156] = (byte) type;
    put(blocks, 157, link);
    put(blocks, 257, "ustar\00000");
    put(blocks, 329, "0000000");
    put(blocks, 337, "0000000");
    seal(blocks);
    System.arraycopy(data, 0, blocks, BLOCK, data.length);
    return blocks;
  }

  /** Makes the header's sum right. */
  static void seal(byte[] blocks) {
    put(blocks, 148, "        ");
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += blocks[i] & 0xff;
    }
    put(blocks, 148, String.format("%06o\0 ", sum));
  }

  static void put(byte[] blocks, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, blocks, at, bytes.length);
  }
}
