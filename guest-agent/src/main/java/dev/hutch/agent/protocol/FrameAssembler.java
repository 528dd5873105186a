package dev.hutch.agent.protocol;

/**
 * Turns a stream of bytes into checked frames, in one buffer and without copying. The buffer starts
 * small, for the many connections that never see a large frame, and grows to hold two of the
 * largest; {@link #rest} makes it small again.
 *
 * <p>Use: read into {@link #buffer()} from {@link #writeOffset()}, at most {@link #writable()}
 * bytes; tell {@link #added}; then take frames while {@link #next()} says so. The frame lies in the
 * buffer until the following call of {@code next} or {@code added}. Not thread-safe.
 */
public final class FrameAssembler {
  private static final int SMALL = 8_192;
  private static final int LARGE = 2 * Protocol.MAX_FRAME;

  private byte[] buffer = new byte[SMALL];
  private final boolean fromAgent;
  private int start;
  private int end;
  private int frame;

  private FrameAssembler(boolean fromAgent) {
    this.fromAgent = fromAgent;
  }

  /** An assembler for what an agent (or a relay in its place) sends. */
  public static FrameAssembler fromAgent() {
    return new FrameAssembler(true);
  }

  /** An assembler for what a host (or a client in its place) sends. */
  public static FrameAssembler fromHost() {
    return new FrameAssembler(false);
  }

  /** The buffer to read into and to take frames from; {@link #next} may replace it. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the next bytes go. */
  public int writeOffset() {
    return end;
  }

  /** How many bytes may be added; at least one once {@link #next} has said false. */
  public int writable() {
    return buffer.length - end;
  }

  /** Tells that {@code count} bytes were put at {@link #writeOffset()}. */
  public void added(int count) {
    if (count < 0 || count > writable()) {
      throw new IllegalArgumentException(count + " bytes added where " + writable() + " fit");
    }
    end += count;
  }

  /**
   * Moves to the next whole frame.
   *
   * @return whether there is one; the accessors below then describe it
   * @throws ProtocolException if a header breaks a rule; the assembler is of no further use
   */
  public boolean next() {
    if (end - start >= Protocol.HEADER_BYTES) {
      check();
      int whole = Protocol.HEADER_BYTES + FrameHeader.payloadLength(buffer, start);
      if (end - start >= whole) {
        frame = start;
        start += whole;
        return true;
      }
    }
    compact();
    return false;
  }

  /**
   * To be called before a wait for more that may be long: what is left of the frames taken is given
   * up, and a large buffer that holds nothing becomes a small one again.
   */
  public void rest() {
    if (buffer.length > SMALL && !hasPartialFrame()) {
      buffer = new byte[SMALL];
    }
  }

  /** Where the current frame's header starts. */
  public int frameOffset() {
    return frame;
  }

  /** Bytes of the current frame, header included. */
  public int frameLength() {
    return Protocol.HEADER_BYTES + payloadLength();
  }

  /** Where the current frame's payload starts. */
  public int payloadOffset() {
    return frame + Protocol.HEADER_BYTES;
  }

  /** Bytes of the current frame's payload. */
  public int payloadLength() {
    return FrameHeader.payloadLength(buffer, frame);
  }

  /** The current frame's {@link FrameType}. */
  public int type() {
    return FrameHeader.type(buffer, frame);
  }

  /** The current frame's channel. */
  public int channel() {
    return FrameHeader.channel(buffer, frame);
  }

  /** The current frame's stream. */
  public int stream() {
    return FrameHeader.stream(buffer, frame);
  }

  /** Whether bytes of an incomplete frame are left; at the end of a stream: it was cut. */
  public boolean hasPartialFrame() {
    return end > start;
  }

  private void check() {
    if (fromAgent) {
      FrameHeader.checkFromAgent(buffer, start);
    } else {
      FrameHeader.checkFromHost(buffer, start);
    }
  }

  private void compact() {
    int held = end - start;
    byte[] from = buffer;
    // Half full with one unfinished frame: it is a large one, or will be followed by such.
    if (buffer.length == SMALL && held > SMALL / 2) {
      buffer = new byte[LARGE];
    }
    System.arraycopy(from, start, buffer, 0, held);
    end = held;
    start = 0;
  }
}
