package dev.hutch.agent.plain;

import dev.hutch.agent.client.AgentClient;
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
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** What the shim's relay does for honest parties: one connection is one channel of the agent's. */
public final class PlainRelay implements AutoCloseable {
  private static final int NONE = 0;

  private final SocketChannel link;
  private final Path path;
  private final ServerSocketChannel server;
  private final ConcurrentHashMap<Integer, SocketChannel> clients = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<Integer> free = new ConcurrentSkipListSet<>();
  private final Semaphore resets = new Semaphore(0);

  private PlainRelay(SocketChannel link, Path path) throws IOException {
    this.link = link;
    this.path = path;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    for (int id = 1; id <= Protocol.MAX_CHANNELS; id++) {
      free.add(id);
    }
  }

  /** A relay to the agent of this link, which belongs to it from now on, at a socket in there. */
  public static PlainRelay before(SocketChannel link, Path directory) throws IOException {
    PlainRelay relay = new PlainRelay(link, directory.resolve("agent.sock"));
    Thread.ofVirtual().start(quietly(relay::acceptAll));
    Thread.ofVirtual().start(quietly(relay::readLink));
    return relay;
  }

  /** A client of its own. */
  public AgentClient client() {
    return AgentClient.at(path, Duration.ofSeconds(20));
  }

  /** Waits until the agent is done with one more client's operation. */
  public void awaitClosed() throws InterruptedException {
    resets.acquire();
  }

  /** Ends its clients' connections; the link stays open. */
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

  private void readClient(SocketChannel client) throws IOException {
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
      leave(id, client, false);
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
        toClient(frames);
      }
    }
  }

  private void toClient(FrameAssembler frames) throws IOException {
    int id = frames.channel();
    int type = frames.type();
    boolean last = type == FrameType.CLOSED || type == FrameType.EXIT || type == FrameType.FAILED;
    SocketChannel client = clients.get(id);
    if (client == null) {
      if (last) {
        leave(id, null, true);
      }
      return;
    }
    FrameHeader.setChannel(frames.buffer(), frames.frameOffset(), Protocol.CLIENT_CHANNEL);
    try {
      write(client, ByteBuffer.wrap(frames.buffer(), frames.frameOffset(), frames.frameLength()));
      if (last) {
        client.shutdownOutput();
        leave(id, client, true);
      }
    } catch (IOException e) {
      leave(id, client, last);
    }
  }

  /**
   * Later, and not by the caller: who reads the link must never wait for the agent to read, which
   * may wait for it.
   */
  private void leave(int id, @Nullable SocketChannel client, boolean agentIsDone) {
    Thread.ofVirtual().start(quietly(() -> sendReset(id, client, agentIsDone)));
  }

  private synchronized void sendReset(int id, @Nullable SocketChannel client, boolean agentIsDone)
      throws IOException {
    if (client != null && clients.remove(id, client)) {
      write(link, ByteBuffer.wrap(Frames.empty(FrameType.RESET, id, 0)));
    }
    if (agentIsDone) {
      free.add(id);
      resets.release();
    }
  }

  /** In one step: after its RESET the id may be another client's already. */
  private synchronized void sendIfOpen(int id, SocketChannel client, FrameAssembler frames)
      throws IOException {
    if (client.equals(clients.get(id))) {
      write(link, ByteBuffer.wrap(frames.buffer(), frames.frameOffset(), frames.frameLength()));
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
