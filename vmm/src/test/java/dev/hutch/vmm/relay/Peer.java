package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The other side of one of a relay's sockets, played by a test. */
public final class Peer implements AutoCloseable {
  private final Fd socket;
  private final FrameAssembler in;
  private final Wire wire = new Wire();
  private boolean closed;

  public Peer(Fd socket, FrameAssembler in) {
    this.socket = socket;
    this.in = in;
    socket.setNonBlocking(true);
  }

  public void send(byte[]... messages) {
    for (byte[] message : messages) {
      socket.writeAll(message);
    }
  }

  /** Sends what the socket takes of a message; returns the number of bytes. */
  int trySend(byte[] message) {
    return wire.write(socket, message, 0, message.length);
  }

  /** All whole frames that have arrived by now. */
  public List<Seen> received() {
    List<Seen> frames = new ArrayList<>();
    int count = 1;
    while (count > 0) {
      while (in.next()) {
        frames.add(new Seen(in));
      }
      count = wire.read(socket, in.buffer(), in.writeOffset(), in.writable());
      if (count > 0) {
        in.added(count);
      }
    }
    closed |= count == 0 || count == -Errno.ECONNRESET;
    return frames;
  }

  /** The frames that arrive next; there have to be some within that time. */
  public List<Seen> await(Duration time) {
    List<Seen> frames = received();
    long end = System.nanoTime() + time.toNanos();
    while (frames.isEmpty() && !closed && System.nanoTime() < end) {
      Poll.waitReadable(socket, time);
      frames = received();
    }
    if (frames.isEmpty()) {
      throw new AssertionError(closed ? "the relay has closed" : "no frame within " + time);
    }
    return frames;
  }

  /** Whether the relay was found to have closed its end. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    socket.close();
  }
}
