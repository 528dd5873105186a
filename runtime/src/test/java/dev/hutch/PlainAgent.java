package dev.hutch;

import dev.hutch.agent.plain.AgentProcess;
import dev.hutch.agent.plain.PlainRelay;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.Welcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

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
    AgentProcess started = AgentProcess.start(directory, List.of());
    byte[] welcome = new Welcome(Protocol.VERSION, 0, "").encode();
    ByteBuffer frame = ByteBuffer.wrap(Frames.frame(FrameType.WELCOME, 0, 0, welcome));
    while (frame.hasRemaining()) {
      started.link().write(frame);
    }
    PlainRelay relay = PlainRelay.before(started.link(), directory);
    return new PlainAgent(started.process(), started.link(), relay);
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
