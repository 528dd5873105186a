package dev.hutch;

import dev.hutch.agent.AgentBinary;
import dev.hutch.agent.plain.PlainRelay;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.Welcome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The C agent as an ordinary process of the host, behind a relay for honest parties. */
final class PlainAgent implements AutoCloseable {
  private final Process process;
  private final SocketChannel link;
  private final PlainRelay relay;

  private PlainAgent(Process process, SocketChannel link, PlainRelay relay) {
    this.process = process;
    this.link = link;
    this.relay = relay;
  }

  static PlainAgent start(Path directory) throws IOException {
    Path program = directory.resolve("hutch-agent");
    Files.write(program, AgentBinary.bytes());
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path linkPath = directory.resolve("link");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(linkPath));
      Process process =
          new ProcessBuilder(program.toString(), "--serve-unix", linkPath.toString())
              .redirectError(directory.resolve("console").toFile())
              .start();
      SocketChannel link = listener.accept();
      ByteBuffer welcome =
          ByteBuffer.wrap(
              Frames.frame(FrameType.WELCOME, 0, 0, new Welcome(Protocol.VERSION, 0, "").encode()));
      while (welcome.hasRemaining()) {
        link.write(welcome);
      }
      return new PlainAgent(process, link, PlainRelay.before(link, directory));
    }
  }

  BoxAgent box() {
    return new BoxAgent(relay.client(), start -> start);
  }

  /** The files of the host, as those of a box. */
  BoxFiles files(String boxId) {
    return new BoxFiles(boxId, relay.client());
  }

  /** How many programs it runs. */
  long programs() {
    return process.children().count();
  }

  /** Lets it neither answer nor end, or go on. */
  void freeze(boolean frozen) throws IOException, InterruptedException {
    String signal = frozen ? "-STOP" : "-CONT";
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it as the death of a box does: nobody is told anything. */
  void die() throws IOException {
    process.destroyForcibly();
    close();
  }

  @Override
  public void close() throws IOException {
    link.close();
    relay.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
