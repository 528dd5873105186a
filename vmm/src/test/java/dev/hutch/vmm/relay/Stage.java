package dev.hutch.vmm.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Hello;
import dev.hutch.agent.protocol.Kept;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.Received;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.vmm.control.ControlDecoder;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.journal.JournalLine;
import dev.hutch.vmm.journal.JournalWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A relay with all of its ends in a test's hands, moved on step by step in the test's own thread.
 */
public final class Stage implements AutoCloseable {
  static final String SILENT_END = "the machine has ended; it printed nothing on its console";

  private static final int STEPS = 40;

  private final SocketPair agentPair = SocketPair.stream();
  private final SocketPair ownerPair = SocketPair.seqpacket();
  private final Fd journal = MemFd.create("journal");
  final SocketPair listener = SocketPair.stream();
  final Owner owner = new Owner(ownerPair.left());
  private final Pipe console = Pipe.create();
  private final Fd log = MemFd.create("log");
  private final HostClock clock;
  private final List<Peer> clients = new ArrayList<>();
  private @Nullable RelayEnd end;
  final Peer agent = new Peer(agentPair.right(), FrameAssembler.fromHost());
  final Relay relay;

  Stage() {
    this(false, Duration.ofSeconds(30));
  }

  Stage(boolean detached, Duration helloTimeout) {
    this(detached, helloTimeout, HostClock.open());
  }

  Stage(boolean detached, Duration helloTimeout, HostClock clock) {
    this(detached, helloTimeout, clock, RelayPlan.RESET_TIMEOUT);
  }

  private Stage(boolean detached, Duration helloTimeout, HostClock clock, Duration resetTimeout) {
    this.clock = clock;
    relay =
        new Relay(
            new RelayPlan(
                listener.left(),
                agentPair.left(),
                console.reader(),
                log,
                null,
                clock,
                owner,
                new JournalWriter(journal),
                detached,
                "box-1",
                helloTimeout,
                resetTimeout));
    relay.begin();
  }

  /** A stage whose agent has greeted. */
  static Stage greeted() {
    return greeted(RelayPlan.RESET_TIMEOUT);
  }

  /** A stage whose agent has greeted, and may owe the answer to a RESET for so long. */
  static Stage greeted(Duration resetTimeout) {
    Stage stage = new Stage(false, Duration.ofSeconds(30), HostClock.open(), resetTimeout);
    stage.agent.send(hello(Protocol.VERSION));
    stage.pump();
    stage.agent.received();
    return stage;
  }

  public static byte[] hello(int version) {
    return Frames.frame(
        FrameType.HELLO, 0, 0, new Hello(version, version, 1, 2, 3, 4, 5, 6, 7, "6.12").encode());
  }

  Peer connect() {
    SocketPair pair = SocketPair.stream();
    pair.left().setNonBlocking(true);
    relay.connect(Fd.adopt(pair.left().release()));
    Peer client = new Peer(pair.right(), FrameAssembler.fromAgent());
    clients.add(client);
    return client;
  }

  /** A client whose operation the agent has opened, on the given channel. */
  Peer open(int channel) {
    Peer client = connect();
    client.send(openFrame());
    pump();
    agent.send(opened(channel));
    pump();
    agent.received();
    client.received();
    return client;
  }

  public static byte[] openFrame() {
    return Frames.frame(
        FrameType.OPEN,
        1,
        0,
        new ExecRequest(List.of("true"), List.of(), "/", 0, 0, true, false).encode());
  }

  public static byte[] opened(int channel) {
    return Frames.frame(FrameType.OPENED, channel, 0, new byte[24]);
  }

  public static byte[] exit(int channel) {
    return Frames.frame(FrameType.EXIT, channel, 0, new byte[40]);
  }

  static byte[] keep() {
    return Frames.empty(FrameType.KEEP, 1, 0);
  }

  static byte[] kept(int channel) {
    return Frames.frame(FrameType.KEPT, channel, 0, new Kept(7, 0).encode());
  }

  static byte[] data(int channel, int stream, int payload) {
    return Frames.frame(FrameType.DATA, channel, stream, new byte[payload]);
  }

  void print(String text) {
    console.writer().writeAll(text.getBytes(UTF_8));
  }

  /** Lets the relay do what it can do now. */
  void pump() {
    for (int i = 0; i < STEPS && end == null; i++) {
      end = relay.step(0);
    }
  }

  /** Lets the relay wait for as long as that, once. */
  void await(Duration time) {
    if (end == null) {
      end = relay.step(time.toMillis());
    }
  }

  @Nullable RelayEnd end() {
    return end;
  }

  /** How the relay has ended; it has to have. */
  RelayEnd ended() {
    return Objects.requireNonNull(end, "the relay goes on");
  }

  List<ControlMessage> toldOwner() {
    List<ControlMessage> messages = new ArrayList<>();
    Received received = DescriptorMessage.tryReceive(ownerPair.right(), 65_536, 0);
    while (received != null && !received.isEndOfFile()) {
      messages.add(ControlDecoder.decode(received.data()));
      received = DescriptorMessage.tryReceive(ownerPair.right(), 65_536, 0);
    }
    return messages;
  }

  /** What the relay has written down. */
  List<JournalLine> journal() {
    byte[] bytes = new byte[(int) journal.size()];
    try (Fd again = Fd.open(journal.procPath(), OpenFlags.O_RDONLY, 0)) {
      return bytes.length == 0 || again.read(bytes, 0, bytes.length) == 0
          ? List.of()
          : JournalLine.parseAll(bytes);
    }
  }

  void ownerSends(byte[] message) {
    DescriptorMessage.send(ownerPair.right(), message, List.of());
  }

  void ownerLeaves() {
    ownerPair.right().close();
  }

  void agentLeaves() {
    agentPair.right().close();
  }

  @Override
  public void close() {
    ownerPair.close();
    agentPair.close();
    listener.close();
    console.close();
    log.close();
    journal.close();
    clock.close();
    for (Peer client : clients) {
      client.close();
    }
  }
}
