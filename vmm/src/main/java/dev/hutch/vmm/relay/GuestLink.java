package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;

/** The agent's port: frames that come from the guest, and frames that wait to go there. */
final class GuestLink {
  /** Clients are read only while less than this waits for the guest. */
  private static final int BACKLOG_LIMIT = 128 * 1024;

  private final Fd port;
  private final FrameAssembler in = FrameAssembler.fromAgent();
  private final ByteQueue out = new ByteQueue();
  private boolean greeted;
  private boolean ended;

  /** Whether what waits, waits for more. */
  private boolean waitsForNext;

  GuestLink(Fd port) {
    this.port = port;
  }

  Fd port() {
    return port;
  }

  /** Frames from the guest; {@link FrameAssembler#next} moves through them. */
  FrameAssembler frames() {
    return in;
  }

  boolean isGreeted() {
    return greeted;
  }

  void greeted() {
    greeted = true;
  }

  /** Whether the other end of the port is closed. */
  boolean isEnded() {
    return ended;
  }

  boolean hasOutput() {
    return !out.isEmpty() && !waitsForNext && !ended;
  }

  boolean hasRoom() {
    return out.size() < BACKLOG_LIMIT;
  }

  /** Reads once; returns whether bytes came. */
  boolean read(Wire wire) {
    int count = wire.read(port, in.buffer(), in.writeOffset(), in.writable());
    if (count > 0) {
      in.added(count);
      return true;
    }
    ended |= count != -Errno.EAGAIN;
    return false;
  }

  void send(byte[] frame) {
    send(frame, 0, frame.length);
  }

  void send(byte[] from, int at, int length) {
    if (!ended) {
      out.append(from, at, length);
      waitsForNext = false;
    }
  }

  /** Sends a frame along with the next one, whenever that is. */
  void sendWithNext(byte[] frame) {
    boolean first = out.isEmpty();
    send(frame);
    waitsForNext |= first;
  }

  void flush(Wire wire) {
    if (hasOutput()) {
      ended |= out.flush(wire, port) < 0;
    }
  }
}
