package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;

/** Whole frames, ready to be sent, for the types whose payload is small and fixed. */
public final class Frames {
  private Frames() {}

  /** A frame without payload: END, RESET, CLOSED or KEEP. */
  public static byte[] empty(int type, int channel, int stream) {
    return frame(type, channel, stream, new byte[0]);
  }

  /** A frame around a payload, which is copied. */
  public static byte[] frame(int type, int channel, int stream, byte[] payload) {
    byte[] frame = new byte[Protocol.HEADER_BYTES + payload.length];
    FrameHeader.write(frame, 0, type, channel, stream, payload.length);
    System.arraycopy(payload, 0, frame, Protocol.HEADER_BYTES, payload.length);
    return frame;
  }

  /**
   * A CREDIT frame.
   *
   * @param bytes how much, 1 to {@link Protocol#WINDOW}
   */
  public static byte[] credit(int channel, int stream, int bytes) {
    byte[] payload = new byte[4];
    LittleEndian.put32(payload, 0, bytes);
    return frame(FrameType.CREDIT, channel, stream, payload);
  }

  /** A SIGNAL frame for a signal number, 1 to {@link Protocol#MAX_SIGNAL}. */
  public static byte[] signal(int channel, int number) {
    if (number < 1 || number > Protocol.MAX_SIGNAL) {
      throw new IllegalArgumentException("signal " + number);
    }
    return frame(FrameType.SIGNAL, channel, 0, new byte[] {(byte) number});
  }

  /** A RESIZE frame. */
  public static byte[] resize(int channel, TerminalSize size) {
    byte[] payload = new byte[TerminalSize.BYTES];
    size.put(payload, 0);
    return frame(FrameType.RESIZE, channel, 0, payload);
  }

  /**
   * A CLOCK frame.
   *
   * @param realtimeNanos the host's CLOCK_REALTIME, ns since 1970
   */
  public static byte[] clock(long realtimeNanos) {
    byte[] payload = new byte[Long.BYTES];
    LittleEndian.put64(payload, 0, realtimeNanos);
    return frame(FrameType.CLOCK, Protocol.LINK_CHANNEL, 0, payload);
  }

  /** A FAULT frame. A message that is too long is cut. */
  public static byte[] fault(String message) {
    byte[] text = Text.bounded(message.isEmpty() ? "fault" : message);
    return frame(FrameType.FAULT, Protocol.LINK_CHANNEL, 0, text);
  }

  /**
   * The bytes a checked CREDIT frame gives.
   *
   * @throws ProtocolException if it is not 1 to {@link Protocol#WINDOW}
   */
  public static int creditBytes(byte[] from, int payloadAt) {
    int bytes = LittleEndian.i32(from, payloadAt);
    if (bytes < 1 || bytes > Protocol.WINDOW) {
      throw new ProtocolException("credit of " + Integer.toUnsignedString(bytes) + " bytes");
    }
    return bytes;
  }

  /** The text of a checked FAULT frame, safe to print. */
  public static String faultMessage(byte[] from, int payloadAt, int length) {
    return Text.printable(new String(from, payloadAt, length, StandardCharsets.UTF_8));
  }
}
