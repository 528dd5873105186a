package dev.hutch.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.plain.AgentProcess;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Hello;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.Welcome;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The C agent as an ordinary process, already greeted; the test is its host, without a relay. */
final class RealAgent implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final RawHost host;
  private final Hello hello;

  private RealAgent(Process process, RawHost host, Hello hello) {
    this.process = process;
    this.host = host;
    this.hello = hello;
  }

  static RealAgent start(Path directory) throws IOException {
    return start(directory, List.of());
  }

  /** Starts it by a command that runs what is appended to it. */
  static RealAgent start(Path directory, List<String> within) throws IOException {
    RealAgent agent = startUngreeted(directory, within);
    agent.host.send(
        Frames.frame(FrameType.WELCOME, 0, 0, new Welcome(Protocol.VERSION, 0, "").encode()));
    return agent;
  }

  static RealAgent startUngreeted(Path directory) throws IOException {
    return startUngreeted(directory, List.of());
  }

  private static RealAgent startUngreeted(Path directory, List<String> within) throws IOException {
    AgentProcess started = AgentProcess.start(directory, within);
    RawHost host = new RawHost(started.link());
    RawHost.Frame first = host.next();
    assertThat(first.type()).isEqualTo(FrameType.HELLO);
    Hello hello = Hello.decode(first.payload(), 0, first.payload().length);
    return new RealAgent(started.process(), host, hello);
  }

  Hello hello() {
    return hello;
  }

  /** The link as it is, for tests that speak channel ids themselves. */
  RawHost host() {
    return host;
  }

  Process process() {
    return process;
  }

  /** Runs a command over the link, as the client would over its own connection. */
  AgentExec exec(ExecRequest request) {
    return AgentExec.start(host.socket(), request, PATIENCE);
  }

  AgentExec exec(String... command) {
    return exec(request(command));
  }

  AgentExec sh(String line) {
    return exec("sh", "-c", line);
  }

  static ExecRequest request(String... command) {
    return new ExecRequest(List.of(command), List.of(), "", userId(), groupId(), true, false);
  }

  static int userId() {
    return own("unix:uid");
  }

  static int groupId() {
    return own("unix:gid");
  }

  /** Waits for the agent's end; what it said on its console. */
  String console(Path directory) throws IOException, InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return Files.readString(directory.resolve("console"));
  }

  SocketChannel socket() {
    return host.socket();
  }

  /** Ends it, and with it the commands that it still runs. */
  @Override
  public void close() throws IOException {
    host.close();
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  private static int own(String attribute) {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), attribute);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
