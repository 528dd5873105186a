package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Hello;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.agent.protocol.Welcome;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.RandomBytes;
import dev.hutch.bindings.posix.UnixSocket;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.control.GuestStart;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop that serves {@code agent.sock}, the agent's port, the console and the owner of one
 * machine. Used by one thread.
 */
public final class Relay implements RelayState {
  /** Connections at a time; further ones wait in the listener's backlog. */
  private static final int MAX_CLIENTS = 2 * Protocol.MAX_CHANNELS;

  /** Reads of the port when the machine has ended: more than its buffers hold. */
  private static final int LAST_READS = 64;

  /** The file that the host has no room for may be another process's: nothing here wakes us. */
  private static final long ACCEPT_AGAIN_MILLIS = 100;

  private static final int TAIL_BYTES = 4096;

  /** Of a machine that ended by itself: each byte costs, and whoever stops a box waits for it. */
  private static final int LAST_WORDS = 1024;

  /** As many as the guest's generator wants before it is ready. */
  private static final int ENTROPY_BYTES = 32;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final RelayPlan plan;
  private final Wire wire = new Wire();
  private final GuestLink link;
  private final ConsoleLog console;
  private final Switchboard switchboard;
  private final ClientFrames clientFrames = new ClientFrames();
  private final List<Client> clients = new ArrayList<>();
  private final PollSet polled = new PollSet();
  private long deadline;
  private long acceptAgain;
  private boolean full;

  /**
   * Prepares a relay; nothing is read or written yet.
   *
   * @param plan what it stands between
   */
  public Relay(RelayPlan plan) {
    this.plan = plan;
    this.link = new GuestLink(plan.agentPort());
    this.console = new ConsoleLog(wire, plan.consoleReader(), plan.consoleLog());
    this.switchboard = new Switchboard(wire, link, plan.resetTimeout());
    plan.agentPort().setNonBlocking(true);
    plan.listener().setNonBlocking(true);
  }

  /**
   * Relays until the machine, its owner or the guest's good behaviour ends. Blocks; is not
   * interruptible.
   *
   * @return why it ended; every connection is closed by then
   */
  public RelayEnd run() {
    begin();
    RelayEnd end = null;
    while (end == null) {
      end = step(patience());
    }
    return end;
  }

  /** Starts the time that the agent has to greet. */
  void begin() {
    deadline = System.nanoTime() + plan.helloTimeout().toNanos();
  }

  /** Waits once and serves what is ready; returns null, or why the relay has ended. */
  @Nullable RelayEnd step(long timeoutMillis) {
    if (isDeserted()) {
      // Not only where the socket is read: a message that could not be sent tells it as well.
      return leave(RelayEnd.ownerGone(phase()));
    }
    polled.await(plan, this, clients, timeoutMillis);
    RelayEnd end = serve();
    return end == null ? null : leave(end);
  }

  private boolean isDeserted() {
    return plan.owner().isGone() && !plan.detached() && !plan.owner().hasLetGo();
  }

  private long patience() {
    if (full) {
      return ACCEPT_AGAIN_MILLIS;
    }
    if (link.isGreeted()) {
      return -1;
    }
    return Math.max(0, (deadline - System.nanoTime()) / NANOS_PER_MILLI + 1);
  }

  private @Nullable RelayEnd serve() {
    if (full && System.nanoTime() - acceptAgain >= 0) {
      full = false;
      polled.changed();
    }
    if (polled.ownerReady()) {
      plan.owner().read();
      polled.changed();
    }
    if (isDeserted()) {
      return RelayEnd.ownerGone(phase());
    }
    if (polled.clockReady() && plan.clock().hasJumped() && link.isGreeted()) {
      link.send(Frames.clock(plan.clock().realtimeNanos()));
    }
    if (polled.consoleReady()) {
      console.readPipe();
      if (console.isEnded()) {
        polled.changed();
      }
    }
    if (polled.linkReady()) {
      RelayEnd violation = serveLink();
      if (violation != null) {
        return violation;
      }
    }
    if (polled.listenerReady()) {
      accept();
    }
    serveClients();
    String owed = switchboard.owed();
    if (owed != null) {
      return broke(owed);
    }
    link.flush(wire);
    if (polled.machineReady() || (link.isEnded() && plan.machine() == null)) {
      return machineEnded();
    }
    if (!link.isGreeted() && System.nanoTime() - deadline >= 0) {
      return failed(
          Phases.HELLO,
          "the guest's agent did not greet within " + plan.helloTimeout().toMillis() + " ms");
    }
    return null;
  }

  private @Nullable RelayEnd serveLink() {
    boolean read = link.read(wire);
    if (link.isEnded()) {
      polled.changed();
    }
    try {
      while (read && link.frames().next()) {
        Hello hello = switchboard.fromAgent();
        if (hello != null) {
          greet(hello);
        }
      }
    } catch (ProtocolException e) {
      return broke(String.valueOf(e.getMessage()));
    }
    return null;
  }

  private RelayEnd broke(String rule) {
    link.send(Frames.fault(rule));
    link.flush(wire);
    return failed(phase(), "the guest broke the agent protocol: " + rule);
  }

  private void greet(Hello hello) {
    if (!hello.isCompatible()) {
      throw new ProtocolException(
          "the agent speaks versions "
              + hello.lowestVersion()
              + " to "
              + hello.highestVersion()
              + ", this host "
              + Protocol.VERSION);
    }
    long now = System.nanoTime();
    Welcome welcome = new Welcome(Protocol.VERSION, plan.clock().realtimeNanos(), plan.hostName());
    link.greeted();
    link.send(
        Frames.frame(
            FrameType.WELCOME,
            Protocol.LINK_CHANNEL,
            0,
            welcome.encode(RandomBytes.get(ENTROPY_BYTES))));
    link.flush(wire);
    plan.journal().write(JournalLine.now(JournalEvent.RUNNING, Phases.HELLO, ""));
    plan.owner().reached(Phases.HELLO, ControlEncoder.hello(now, guestStart(hello)));
  }

  private static GuestStart guestStart(Hello hello) {
    return new GuestStart(
        hello.kernelRelease(),
        hello.realtimeNanos(),
        hello.mainNanos(),
        hello.mountedNanos(),
        hello.helloNanos(),
        hello.mainTicks(),
        hello.helloTicks(),
        hello.ticksPerSecond());
  }

  private void serveClients() {
    for (int i = clients.size() - 1; i >= 0; i--) {
      Client client = clients.get(i);
      if (polled.hungUp(client)) {
        client.abandon();
      } else if (polled.readable(client) && client.isReading() && isServing()) {
        serve(client);
      }
      client.flush(wire);
      if (client.isDone()) {
        switchboard.left(client);
        client.socket().close();
        clients.remove(i);
        full = false;
        polled.changed();
      }
    }
  }

  private void serve(Client client) {
    if (!client.read(wire, clientFrames)) {
      return;
    }
    try {
      while (client.isReading() && clientFrames.next()) {
        switchboard.fromClient(client, clientFrames);
      }
      client.keep(clientFrames.rest());
    } catch (ProtocolException e) {
      client.abandon();
    }
  }

  private void accept() {
    try {
      Fd socket = UnixSocket.accept(plan.listener());
      if (socket != null) {
        connect(socket);
      }
    } catch (PosixException e) {
      // Out of descriptors: further connections wait until one of these has ended, or a while.
      full = true;
      acceptAgain = System.nanoTime() + ACCEPT_AGAIN_MILLIS * NANOS_PER_MILLI;
      polled.changed();
    }
  }

  /** Serves one more connection, which does not block, and closes it in the end. */
  void connect(Fd socket) {
    clients.add(new Client(socket));
    polled.changed();
  }

  private RelayEnd machineEnded() {
    for (int i = 0; i < LAST_READS && !link.isEnded(); i++) {
      if (serveLink() != null) {
        break;
      }
    }
    if (link.isGreeted()) {
      return RelayEnd.machineEnded(withTail("the machine has ended", LAST_WORDS));
    }
    return failed(Phases.HELLO, "the guest ended before its agent greeted");
  }

  private RelayEnd failed(String phase, String reason) {
    return RelayEnd.failed(phase, withTail(reason, TAIL_BYTES));
  }

  private String withTail(String reason, int bytes) {
    console.drain();
    String tail = console.tail(bytes);
    return tail.isEmpty()
        ? reason + "; it printed nothing on its console"
        : reason + "; its console ends with:\n" + tail;
  }

  private String phase() {
    return link.isGreeted() ? Phases.RUNNING : Phases.HELLO;
  }

  private RelayEnd leave(RelayEnd end) {
    console.drain();
    for (int i = 0; i < clients.size(); i++) {
      Client client = clients.get(i);
      if (client.channel() != null && end.cause() == RelayEnd.Cause.FAILED) {
        client.refuse(Switchboard.hasFailed(end.message()));
      }
      client.flush(wire);
      client.socket().close();
    }
    clients.clear();
    return end;
  }

  @Override
  public GuestLink link() {
    return link;
  }

  @Override
  public ConsoleLog console() {
    return console;
  }

  @Override
  public boolean isServing() {
    return link.isGreeted() && link.hasRoom();
  }

  @Override
  public boolean isAccepting() {
    return !full && clients.size() < MAX_CLIENTS;
  }
}
