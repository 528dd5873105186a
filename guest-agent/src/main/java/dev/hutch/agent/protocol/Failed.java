package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;

/**
 * An operation could not be done.
 *
 * @param errno Linux error number, 0 where there is none
 * @param step where it failed, one of the constants
 * @param message what failed, for people
 */
public record Failed(int errno, int step, String message) {

  /** The request itself is malformed. */
  public static final int STEP_REQUEST = 1;

  /** The agent ran out of something: table, memory, pipes, processes. */
  public static final int STEP_RESOURCES = 2;

  /** The box's root could not be entered. */
  public static final int STEP_ROOT = 3;

  /** User or group could not be set. */
  public static final int STEP_USER = 4;

  /** The working directory could not be entered. */
  public static final int STEP_DIRECTORY = 5;

  /** The program was not found or cannot be executed. */
  public static final int STEP_PROGRAM = 6;

  /** The relay refused: no free channel, box ending or failed. */
  public static final int STEP_RELAY = 7;

  /** The frames on this channel broke the protocol. */
  public static final int STEP_STREAM = 8;

  /** The connection could not be made, or broke. */
  public static final int STEP_CONNECT = 9;

  /** Bytes before the message. */
  static final int FIXED_BYTES = 8;

  /**
   * Reads a payload. Control characters in the message are replaced.
   *
   * @throws ProtocolException if it is malformed
   */
  public static Failed decode(byte[] from, int at, int length) {
    if (length < FIXED_BYTES) {
      throw new ProtocolException("FAILED of " + length + " bytes");
    }
    int text = LittleEndian.u16(from, at + 6);
    if (text > Protocol.MAX_MESSAGE || text != length - FIXED_BYTES) {
      throw new ProtocolException("FAILED of " + length + " bytes with a text of " + text);
    }
    int step = LittleEndian.u8(from, at + 4);
    if (step < STEP_REQUEST || step > STEP_CONNECT) {
      throw new ProtocolException("FAILED at step " + step);
    }
    return new Failed(
        LittleEndian.i32(from, at),
        step,
        Text.printable(new String(from, at + FIXED_BYTES, text, StandardCharsets.UTF_8)));
  }

  /** The payload. A message that is too long is cut. */
  public byte[] encode() {
    byte[] text = Text.bounded(message);
    byte[] payload = new byte[FIXED_BYTES + text.length];
    LittleEndian.put32(payload, 0, errno);
    payload[4] = (byte) step;
    LittleEndian.put16(payload, 6, text.length);
    System.arraycopy(text, 0, payload, FIXED_BYTES, text.length);
    return payload;
  }
}
