package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Hello;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.vmm.journal.JournalWriter;
import java.time.Duration;

/**
 * One short operation through a relay between two ends that this class plays itself. It loads and
 * links what a relay needs, ahead of its use or for a class cache.
 */
public final class Rehearsal {
  private static final byte[] OPEN_PAYLOAD = {1, 1, 0, 0};
  private static final int OPENED_BYTES = 24;
  private static final int EXIT_BYTES = 40;
  private static final int FIRST_CHANNEL = 1;

  /** Just enough to be written at once: each byte here is memory that a warm shim holds. */
  private static final int LARGE_PAYLOAD = 5000;

  private Rehearsal() {}

  /**
   * Plays the operation; takes a few milliseconds at first, opens eleven descriptors and closes
   * them again.
   */
  public static void run() {
    try (SocketPair agent = SocketPair.stream();
        SocketPair client = SocketPair.stream();
        SocketPair owner = SocketPair.seqpacket();
        SocketPair listener = SocketPair.stream();
        Pipe console = Pipe.create();
        Fd log = MemFd.create("rehearsal");
        HostClock clock = HostClock.open()) {
      Relay relay =
          new Relay(
              new RelayPlan(
                  listener.left(),
                  agent.left(),
                  console.reader(),
                  log,
                  null,
                  clock,
                  new Owner(owner.left()),
                  new JournalWriter(log),
                  false,
                  "rehearsal",
                  Duration.ofSeconds(1),
                  RelayPlan.RESET_TIMEOUT));
      client.left().setNonBlocking(true);
      client.right().setNonBlocking(true);
      // The relay closes its end when the operation is over; the number must not be closed twice.
      relay.connect(Fd.adopt(client.left().release()));
      play(relay, agent.right(), client.right(), console.writer());
      owner.right().close();
      step(relay);
    }
  }

  private static void play(Relay relay, Fd agent, Fd client, Fd console) {
    relay.begin();
    console.writeAll(new byte[] {'\n'});
    agent.writeAll(frame(FrameType.HELLO, Protocol.LINK_CHANNEL, 0, hello()));
    client.writeAll(frame(FrameType.OPEN, Protocol.CLIENT_CHANNEL, 0, OPEN_PAYLOAD));
    client.writeAll(frame(FrameType.DATA, Protocol.CLIENT_CHANNEL, Protocol.STDIN, new byte[1]));
    client.writeAll(frame(FrameType.END, Protocol.CLIENT_CHANNEL, Protocol.STDIN, new byte[0]));
    step(relay);
    step(relay);
    agent.writeAll(frame(FrameType.OPENED, FIRST_CHANNEL, 0, new byte[OPENED_BYTES]));
    agent.writeAll(Frames.credit(FIRST_CHANNEL, Protocol.STDIN, Protocol.HEADER_BYTES + 1));
    agent.writeAll(frame(FrameType.DATA, FIRST_CHANNEL, Protocol.STDOUT, new byte[LARGE_PAYLOAD]));
    agent.writeAll(frame(FrameType.END, FIRST_CHANNEL, Protocol.STDOUT, new byte[0]));
    agent.writeAll(frame(FrameType.EXIT, FIRST_CHANNEL, 0, new byte[EXIT_BYTES]));
    step(relay);
  }

  private static void step(Relay relay) {
    relay.step(0);
  }

  private static byte[] frame(int type, int channel, int stream, byte[] payload) {
    return Frames.frame(type, channel, stream, payload);
  }

  private static byte[] hello() {
    return new Hello(Protocol.VERSION, Protocol.VERSION, 0, 0, 0, 0, 0, 0, 0, "rehearsal").encode();
  }
}
