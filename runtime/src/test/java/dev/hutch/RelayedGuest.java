package dev.hutch;

import dev.hutch.agent.client.AgentClient;
import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameHeader;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Hello;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.bindings.posix.UnixSocket;
import dev.hutch.vmm.journal.JournalWriter;
import dev.hutch.vmm.relay.HostClock;
import dev.hutch.vmm.relay.Owner;
import dev.hutch.vmm.relay.Relay;
import dev.hutch.vmm.relay.RelayEnd;
import dev.hutch.vmm.relay.RelayPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A guest whose agent is the test's, behind the relay of a shim. */
final class RelayedGuest implements AutoCloseable {
  /** What the agent does with a request; it may break every rule. */
  interface Agent {
    void asked(int channel, int operation, RelayedGuest guest);
  }

  private final SocketPair link = SocketPair.stream();
  private final SocketPair owner = SocketPair.seqpacket();
  private final Pipe console = Pipe.create();
  private final Fd log = MemFd.create("log");
  private final Fd journal = MemFd.create("journal");
  private final HostClock clock = HostClock.open();
  private final Fd listener;
  private final Path socket;
  private final Agent agent;
  private final FutureTask<RelayEnd> relay;
  private final FutureTask<Boolean> guest = new FutureTask<>(this::serve, true);
  private final Set<Integer> running = ConcurrentHashMap.newKeySet();
  private final AtomicIntegerArray given = new AtomicIntegerArray(Protocol.STREAMS);
  private volatile boolean answersReset = true;

  RelayedGuest(Path directory, Agent agent) {
    this(directory, agent, RelayPlan.RESET_TIMEOUT);
  }

  RelayedGuest(Path directory, Agent agent, Duration resetTimeout) {
    this.socket = directory.resolve("agent.sock");
    this.agent = agent;
    this.listener = UnixSocket.listen(socket, 64);
    Relay serving =
        new Relay(
            new RelayPlan(
                listener,
                link.left(),
                console.reader(),
                log,
                null,
                clock,
                new Owner(owner.left()),
                new JournalWriter(journal),
                false,
                "box",
                Duration.ofSeconds(20),
                resetTimeout));
    relay = new FutureTask<>(() -> served(serving));
    Thread.ofPlatform().name("relay").start(relay);
    Thread.ofPlatform().name("guest").start(guest);
  }

  /** A box that is this guest, whose client waits a second at most for an operation to begin. */
  BoxAgent box() {
    return new BoxAgent(AgentClient.at(socket, Duration.ofSeconds(1)), start -> start);
  }

  /** From now on no RESET is answered. */
  void ignoreResets() {
    answersReset = false;
  }

  /** How much credit it has been given for a stream of all its channels together. */
  int given(int stream) {
    return given.get(stream);
  }

  void send(byte[]... frames) {
    for (byte[] frame : frames) {
      link.right().writeAll(frame);
      note(frame);
    }
  }

  /** Which operations are over by what it sends, several frames perhaps, of any length. */
  private void note(byte[] frames) {
    for (int at = 0; frames.length - at >= Protocol.HEADER_BYTES; at += length(frames, at)) {
      if (FrameHeader.type(frames, at) == FrameType.EXIT) {
        running.remove(FrameHeader.channel(frames, at));
      }
    }
  }

  private static int length(byte[] frames, int at) {
    int payload = FrameHeader.payloadLength(frames, at);
    return Protocol.HEADER_BYTES + Math.clamp(payload, 0, Protocol.MAX_PAYLOAD);
  }

  /** Ends what it sends, and the machine with it. */
  void die() {
    link.right().close();
  }

  /** Why the relay has ended; it has to. */
  RelayEnd end() throws Exception {
    return relay.get(20, TimeUnit.SECONDS);
  }

  boolean isServed() {
    return !relay.isDone();
  }

  /** Nobody listens any more when it has ended, as its process would not. */
  private RelayEnd served(Relay serving) {
    try {
      return serving.run();
    } finally {
      listener.close();
    }
  }

  private void serve() {
    try {
      send(
          Frames.frame(
              FrameType.HELLO,
              0,
              0,
              new Hello(Protocol.VERSION, Protocol.VERSION, 1, 2, 3, 4, 5, 6, 7, "6.12").encode()));
      FrameAssembler frames = FrameAssembler.fromHost();
      for (int got = fill(frames); got > 0; got = fill(frames)) {
        while (frames.next()) {
          answer(frames);
        }
      }
    } catch (PosixException | IllegalStateException e) {
      // the relay has given it up, or the test has closed it
    }
  }

  private void answer(FrameAssembler frames) {
    if (frames.type() == FrameType.RESET && running.remove(frames.channel()) && answersReset) {
      send(Frames.empty(FrameType.CLOSED, frames.channel(), 0));
    } else if (frames.type() == FrameType.CREDIT) {
      given.addAndGet(frames.stream(), Frames.creditBytes(frames.buffer(), frames.payloadOffset()));
    } else if (frames.type() == FrameType.OPEN) {
      running.add(frames.channel());
      agent.asked(frames.channel(), frames.buffer()[frames.payloadOffset() + 1], this);
    }
  }

  private int fill(FrameAssembler frames) {
    int got = link.right().read(frames.buffer(), frames.writeOffset(), frames.writable());
    if (got > 0) {
      frames.added(got);
    }
    return got;
  }

  /** Ends the relay as the end of its owner does, and waits for both threads. */
  @Override
  public void close() {
    owner.right().close();
    awaitEnd(relay);
    link.left().close();
    awaitEnd(guest);
    link.close();
    owner.close();
    console.close();
    clock.close();
    log.close();
    journal.close();
  }

  private static void awaitEnd(FutureTask<?> thread) {
    try {
      thread.get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("a thread of the guest's has not ended in order", e);
    }
  }
}
