package dev.hutch.agent.client;

import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameHeader;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** What the shim's relay does for honest parties: one connection is one channel of the agent's. */
final class PlainRelay implements AutoCloseable {
  private final SocketChannel link;
  private final Path path;
  private final ServerSocketChannel server;
  private final ConcurrentHashMap<Integer, SocketChannel> clients = new ConcurrentHashMap<>();
  private final boolean[] used = new boolean[Protocol.MAX_CHANNELS + 1];
  private final Semaphore resets = new Semaphore(0);

  private PlainRelay(SocketChannel link, Path path) throws IOException {
    this.link = link;
    this.path = path;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
  }

  /** A relay to this agent, which belongs to it from now on. */
  static PlainRelay before(RealAgent agent, Path directory) throws IOException {
    PlainRelay relay = new PlainRelay(agent.socket(), directory.resolve("agent.sock"));
    Thread.ofVirtual().start(quietly(relay::acceptAll));
    Thread.ofVirtual().start(quietly(relay::readLink));
    return relay;
  }

  AgentClient client() {
    return AgentClient.at(path, Duration.ofSeconds(20));
  }

  /** Waits until the agent has confirmed that one more client's channel is closed. */
  void awaitClosed() throws InterruptedException {
    resets.acquire();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel client : clients.values()) {
      client.close();
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
      Thread.ofVirtual().start(quietly(() -> readClient(client)));
    }
  }

  private synchronized int take(SocketChannel client) {
    int id = 1;
    while (used[id]) {
      id++;
    }
    used[id] = true;
    clients.put(id, client);
    return id;
  }

  private synchronized void free(int id) {
    used[id] = false;
  }

  private void readClient(SocketChannel client) throws IOException {
    int id = take(client);
    try {
      FrameAssembler frames = FrameAssembler.fromHost();
      while (fill(client, frames)) {
        while (frames.next()) {
          if (client.equals(clients.get(id))) {
            send(frames, id);
          }
        }
      }
    } catch (IOException e) {
      // It has left.
      client.close();
    }
    reset(id, client);
  }

  private void readLink() throws IOException {
    FrameAssembler frames = FrameAssembler.fromAgent();
    while (fill(link, frames)) {
      while (frames.next()) {
        toClient(frames);
      }
    }
  }

  private void toClient(FrameAssembler frames) throws IOException {
    int id = frames.channel();
    int type = frames.type();
    if (type == FrameType.CLOSED) {
      free(id);
      resets.release();
      return;
    }
    SocketChannel client = clients.get(id);
    if (client == null) {
      return;
    }
    FrameHeader.setChannel(frames.buffer(), frames.frameOffset(), Protocol.CLIENT_CHANNEL);
    try {
      write(client, ByteBuffer.wrap(frames.buffer(), frames.frameOffset(), frames.frameLength()));
      if (type == FrameType.EXIT || type == FrameType.FAILED) {
        client.shutdownOutput();
        reset(id, client);
      }
    } catch (IOException e) {
      reset(id, client);
    }
  }

  private void reset(int id, SocketChannel client) throws IOException {
    if (clients.remove(id, client)) {
      sendRaw(Frames.empty(FrameType.RESET, id, 0));
    }
  }

  private void send(FrameAssembler frames, int id) throws IOException {
    FrameHeader.setChannel(frames.buffer(), frames.frameOffset(), id);
    synchronized (link) {
      write(link, ByteBuffer.wrap(frames.buffer(), frames.frameOffset(), frames.frameLength()));
    }
  }

  private void sendRaw(byte[] frame) throws IOException {
    synchronized (link) {
      write(link, ByteBuffer.wrap(frame));
    }
  }

  private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
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
