package dev.hutch;

import dev.hutch.agent.AgentBinary;
import dev.hutch.agent.client.AgentClient;
import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameHeader;
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
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The C agent as an ordinary process of the host, behind a relay for honest parties. */
final class PlainAgent implements AutoCloseable {
  private static final int NONE = 0;

  private final Process process;
  private final SocketChannel link;
  private final ServerSocketChannel server;
  private final Path socket;
  private final Map<Integer, SocketChannel> clients = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<Integer> free = new ConcurrentSkipListSet<>();

  private PlainAgent(Process process, SocketChannel link, Path socket) throws IOException {
    this.process = process;
    this.link = link;
    this.socket = socket;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    for (int id = 1; id <= Protocol.MAX_CHANNELS; id++) {
      free.add(id);
    }
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
      PlainAgent agent =
          new PlainAgent(process, listener.accept(), directory.resolve("agent.sock"));
      agent.send(
          Frames.frame(FrameType.WELCOME, 0, 0, new Welcome(Protocol.VERSION, 0, "").encode()));
      Thread.ofVirtual().start(quietly(agent::readLink));
      Thread.ofVirtual().start(quietly(agent::acceptAll));
      return agent;
    }
  }

  BoxAgent box() {
    return new BoxAgent(client(), start -> start);
  }

  /** The files of the host, as those of a box. */
  BoxFiles files(String boxId) {
    return new BoxFiles(boxId, client());
  }

  /** How many programs it runs. */
  long programs() {
    return process.children().count();
  }

  private AgentClient client() {
    return AgentClient.at(socket, Duration.ofSeconds(20));
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
    server.close();
    link.close();
    for (SocketChannel client : clients.values()) {
      client.close();
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** The end of a connection is the end of its thread. */
  private static Runnable quietly(Work work) {
    return () -> {
      try {
        work.run();
      } catch (IOException e) {
        return;
      }
    };
  }

  private void acceptAll() throws IOException {
    while (true) {
      SocketChannel client = server.accept();
      Thread.ofVirtual().start(quietly(() -> serve(client)));
    }
  }

  private void serve(SocketChannel client) throws IOException {
    int id = NONE; // until it has asked for something: the agent knows nothing of one that has not
    try {
      FrameAssembler frames = FrameAssembler.fromHost();
      while (fill(client, frames)) {
        while (frames.next()) {
          id = id == NONE ? take(client) : id;
          FrameHeader.setChannel(frames.buffer(), frames.frameOffset(), id);
          sendIfOpen(id, client, frames);
        }
        frames.rest();
      }
    } finally {
      client.close();
      reset(id, client);
    }
  }

  private int take(SocketChannel client) {
    int id = Objects.requireNonNull(free.pollFirst(), "all channels are in use");
    clients.put(id, client);
    return id;
  }

  private void readLink() throws IOException {
    FrameAssembler frames = FrameAssembler.fromAgent();
    while (fill(link, frames)) {
      while (frames.next()) {
        if (frames.type() == FrameType.CLOSED) {
          free.add(frames.channel());
        } else if (frames.type() != FrameType.HELLO) {
          pass(frames);
        }
      }
    }
  }

  private void pass(FrameAssembler frames) throws IOException {
    int id = frames.channel();
    SocketChannel client = clients.get(id);
    if (client == null) {
      return;
    }
    FrameHeader.setChannel(frames.buffer(), frames.frameOffset(), Protocol.CLIENT_CHANNEL);
    try {
      write(client, frames.buffer(), frames.frameOffset(), frames.frameLength());
      if (frames.type() == FrameType.EXIT || frames.type() == FrameType.FAILED) {
        client.shutdownOutput();
        reset(id, client);
      }
    } catch (IOException e) {
      reset(id, client);
    }
  }

  /**
   * Later, and not by the caller: who reads the link must never wait for the agent to read, which
   * may wait for it.
   */
  private void reset(int id, SocketChannel client) {
    Thread.ofVirtual().start(quietly(() -> sendReset(id, client)));
  }

  private synchronized void sendReset(int id, SocketChannel client) throws IOException {
    if (clients.remove(id, client)) {
      send(Frames.empty(FrameType.RESET, id, 0));
    }
  }

  /** In one step: after its RESET the id may be another client's already. */
  private synchronized void sendIfOpen(int id, SocketChannel client, FrameAssembler frames)
      throws IOException {
    if (client.equals(clients.get(id))) {
      send(frames.buffer(), frames.frameOffset(), frames.frameLength());
    }
  }

  private void send(byte[] frame) throws IOException {
    send(frame, 0, frame.length);
  }

  private synchronized void send(byte[] from, int at, int length) throws IOException {
    write(link, from, at, length);
  }

  private static void write(SocketChannel to, byte[] from, int at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(from, at, length);
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static boolean fill(SocketChannel from, FrameAssembler frames) throws IOException {
    int got = from.read(ByteBuffer.wrap(frames.buffer(), frames.writeOffset(), frames.writable()));
    if (got > 0) {
      frames.added(got);
    }
    return got >= 0;
  }
}
