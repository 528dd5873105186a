package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.FrameHeader;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import org.jspecify.annotations.Nullable;

/**
 * One connection on {@code agent.sock}: its socket, what waits to be written to it and what has
 * been read of its next frame. What waits is bounded by the credit the client gave: two windows, a
 * few small frames, one CREDIT, for further ones are added up until it has gone, and one KEPT.
 */
final class Client {
  private static final byte[] NONE = new byte[0];

  /** Frames up to this size are gathered and written together. */
  private static final int SMALL_FRAME = 4096;

  private final Fd socket;
  private final ByteQueue out = new ByteQueue();
  private byte[] partial = NONE;
  private @Nullable Channel channel;
  private boolean closing;
  private boolean gone;
  private long appended;
  private long flushed;
  private long creditGiven;
  private int creditHeld;
  private long creditAt;
  private long creditFramesFlushed;
  private long keptAt;

  /** Index in the poll set and the events asked for there; kept by {@link PollSet}. */
  int slot = -1;

  int events;

  Client(Fd socket) {
    this.socket = socket;
  }

  Fd socket() {
    return socket;
  }

  @Nullable Channel channel() {
    return channel;
  }

  void attach(Channel opened) {
    channel = opened;
  }

  /** Detaches the channel and closes the connection as soon as all that waits is written. */
  void finish() {
    channel = null;
    closing = true;
    partial = NONE;
  }

  /** Whether frames of this client are still to be read. */
  boolean isReading() {
    return !closing && !gone;
  }

  /** Whether the connection can be closed: its peer has gone, or has been told everything. */
  boolean isDone() {
    return gone || (closing && out.isEmpty() && creditHeld == 0);
  }

  boolean hasOutput() {
    return !out.isEmpty();
  }

  /** The peer is not there any more, or is not to be spoken with. */
  void abandon() {
    gone = true;
  }

  /** Sends a frame of the agent, whose channel number is set to the client's. */
  void send(Wire wire, byte[] frame, int at, int length) {
    FrameHeader.setChannel(frame, at, Protocol.CLIENT_CHANNEL);
    int sent = 0;
    if (length > SMALL_FRAME && out.isEmpty() && !gone) {
      sent = Math.max(0, wire.write(socket, frame, at, length));
      flushed += sent;
    }
    out.append(frame, at + sent, length - sent);
    appended += length;
  }

  /** Passes on credit for the client's input; added up while an earlier one still waits. */
  void sendCredit(int bytes) {
    creditHeld += bytes;
    appendCredit();
  }

  private void appendCredit() {
    if (creditHeld > 0 && flushed >= creditAt) {
      byte[] frame = Frames.credit(Protocol.CLIENT_CHANNEL, Protocol.STDIN, creditHeld);
      creditHeld = 0;
      creditFramesFlushed += creditAt > 0 ? frame.length : 0;
      out.append(frame, 0, frame.length);
      appended += frame.length;
      creditAt = appended;
    }
  }

  void flush(Wire wire) {
    if (gone || out.isEmpty()) {
      return;
    }
    int count = out.flush(wire, socket);
    if (count < 0) {
      gone = true;
      return;
    }
    flushed += count;
    appendCredit();
  }

  /**
   * Notes credit that the client gives for output.
   *
   * @throws ProtocolException if it gives more than it can have read
   */
  void notedCredit(int bytes) {
    creditGiven += bytes;
    // Credit for bytes it has not been sent would let a guest pile up more than two windows here.
    long given = flushed - creditFramesFlushed;
    if (creditGiven > given) {
      throw new ProtocolException("credit of " + creditGiven + " for " + given + " bytes sent");
    }
  }

  /** What was sent last is KEPT. */
  void sentKept() {
    keptAt = appended;
  }

  /**
   * Notes that the client sends KEEP.
   *
   * @throws ProtocolException if it cannot have read the answer to the last one
   */
  void notedKeep() {
    if (flushed < keptAt) {
      throw new ProtocolException("KEEP again, unread what the last one was answered");
    }
  }

  /**
   * Reads once, behind what is left of the last time; returns false if nothing can be had now or
   * any more.
   */
  boolean read(Wire wire, ClientFrames frames) {
    int count =
        wire.read(
            socket, frames.buffer(partial), partial.length, Protocol.MAX_FRAME - partial.length);
    if (count <= 0) {
      gone |= count != -Errno.EAGAIN;
      return false;
    }
    frames.filled(partial.length + count);
    return true;
  }

  /** Keeps the part of a frame that has come so far. */
  void keep(byte[] rest) {
    partial = closing || gone ? NONE : rest;
  }

  /** Sends the client the reason why its operation cannot be, and closes. */
  void refuse(byte[] failedPayload) {
    byte[] frame = Frames.frame(FrameType.FAILED, Protocol.CLIENT_CHANNEL, 0, failedPayload);
    out.append(frame, 0, frame.length);
    appended += frame.length;
    finish();
  }
}
