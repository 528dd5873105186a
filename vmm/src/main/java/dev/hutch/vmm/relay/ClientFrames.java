package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.FrameHeader;
import dev.hutch.agent.protocol.Protocol;
import java.util.Arrays;

/** The frames that one read of one client has brought; one buffer serves all clients in turn. */
final class ClientFrames {
  private static final byte[] NONE = new byte[0];

  private final byte[] buffer = new byte[Protocol.MAX_FRAME];
  private int start;
  private int end;
  private int frame;

  /** The buffer, beginning with what is left of the last read. */
  byte[] buffer(byte[] partial) {
    System.arraycopy(partial, 0, buffer, 0, partial.length);
    return buffer;
  }

  void filled(int count) {
    start = 0;
    end = count;
  }

  /**
   * Moves to the next whole frame; false if there is none.
   *
   * @throws dev.hutch.agent.protocol.ProtocolException if its header breaks a rule
   */
  boolean next() {
    if (end - start < Protocol.HEADER_BYTES) {
      return false;
    }
    FrameHeader.checkFromHost(buffer, start);
    int whole = Protocol.HEADER_BYTES + FrameHeader.payloadLength(buffer, start);
    if (end - start < whole) {
      return false;
    }
    frame = start;
    start += whole;
    return true;
  }

  byte[] buffer() {
    return buffer;
  }

  int offset() {
    return frame;
  }

  int length() {
    return start - frame;
  }

  int type() {
    return FrameHeader.type(buffer, frame);
  }

  int stream() {
    return FrameHeader.stream(buffer, frame);
  }

  int channel() {
    return FrameHeader.channel(buffer, frame);
  }

  /** A copy of what is left behind the last whole frame. */
  byte[] rest() {
    return start == end ? NONE : Arrays.copyOfRange(buffer, start, end);
  }
}
