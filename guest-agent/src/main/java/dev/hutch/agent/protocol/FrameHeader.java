package dev.hutch.agent.protocol;

/**
 * The 12 bytes before each payload: u32 payload length, u32 channel, u8 type, u8 stream, u16 zero.
 *
 * <p>Reading is in two steps: the accessors take the fields as they are, {@link #checkFromAgent}
 * and {@link #checkFromHost} apply every rule that can be judged without knowing the channel's
 * state.
 */
public final class FrameHeader {
  private FrameHeader() {}

  /**
   * Writes a header.
   *
   * @param to receives {@link Protocol#HEADER_BYTES} bytes
   * @param at where they start
   * @param type a {@link FrameType}
   * @param channel 0 to {@link Protocol#MAX_CHANNELS}
   * @param stream 0, 1 or 2; 0 for types without a stream
   * @param payloadLength bytes that follow, at most {@link Protocol#MAX_PAYLOAD}
   */
  public static void write(
      byte[] to, int at, int type, int channel, int stream, int payloadLength) {
    if (payloadLength < 0 || payloadLength > Protocol.MAX_PAYLOAD) {
      throw new IllegalArgumentException("payload of " + payloadLength + " bytes");
    }
    LittleEndian.put32(to, at, payloadLength);
    LittleEndian.put32(to, at + 4, channel);
    to[at + 8] = (byte) type;
    to[at + 9] = (byte) stream;
    LittleEndian.put16(to, at + 10, 0);
  }

  /** The payload length field as it is; hostile values may be negative or huge. */
  public static int payloadLength(byte[] from, int at) {
    return LittleEndian.i32(from, at);
  }

  /** The channel field as it is; hostile values may be negative. */
  public static int channel(byte[] from, int at) {
    return LittleEndian.i32(from, at + 4);
  }

  /** Replaces the channel of a frame that has been checked; what the relay does with each one. */
  public static void setChannel(byte[] frame, int at, int channel) {
    LittleEndian.put32(frame, at + 4, channel);
  }

  /** The type field. */
  public static int type(byte[] from, int at) {
    return LittleEndian.u8(from, at + 8);
  }

  /** The stream field. */
  public static int stream(byte[] from, int at) {
    return LittleEndian.u8(from, at + 9);
  }

  /**
   * Checks a header that came from the agent.
   *
   * @throws ProtocolException with the rule and value
   */
  public static void checkFromAgent(byte[] from, int at) {
    check(from, at);
    int type = type(from, at);
    if (!FrameType.isFromAgent(type)) {
      throw new ProtocolException("type " + type + " is not the agent's to send");
    }
    // An END of stdin is the agent's word that the command closed its end.
    boolean stdinClosed = type == FrameType.END && stream(from, at) == Protocol.STDIN;
    if (FrameType.hasStream(type) && !stdinClosed) {
      checkStream(stream(from, at), type == FrameType.CREDIT);
    }
  }

  /**
   * Checks a header that came from the host, be it relay or client.
   *
   * @throws ProtocolException with the rule and value
   */
  public static void checkFromHost(byte[] from, int at) {
    check(from, at);
    int type = type(from, at);
    if (!FrameType.isFromHost(type)) {
      throw new ProtocolException("type " + type + " is not the host's to send");
    }
    if (FrameType.hasStream(type)) {
      checkStream(stream(from, at), type != FrameType.CREDIT);
    }
  }

  private static void check(byte[] from, int at) {
    int length = payloadLength(from, at);
    int channel = channel(from, at);
    int type = type(from, at);
    if (length < 0 || length > Protocol.MAX_PAYLOAD) {
      throw new ProtocolException("payload length " + Integer.toUnsignedString(length));
    }
    if (LittleEndian.u16(from, at + 10) != 0) {
      throw new ProtocolException("header's last two bytes are not zero");
    }
    if (channel < 0 || channel > Protocol.MAX_CHANNELS) {
      throw new ProtocolException("channel " + Integer.toUnsignedString(channel));
    }
    if (FrameType.isLink(type) != (channel == Protocol.LINK_CHANNEL)) {
      throw new ProtocolException("type " + type + " on channel " + channel);
    }
    if (!FrameType.allowsLength(type, length)) {
      throw new ProtocolException("type " + type + " with a payload of " + length + " bytes");
    }
    if (!FrameType.hasStream(type) && stream(from, at) != 0) {
      throw new ProtocolException("type " + type + " with stream " + stream(from, at));
    }
  }

  private static void checkStream(int stream, boolean stdin) {
    boolean allowed =
        stdin ? stream == Protocol.STDIN : stream == Protocol.STDOUT || stream == Protocol.STDERR;
    if (!allowed) {
      throw new ProtocolException("stream " + stream + " in this direction");
    }
  }
}
