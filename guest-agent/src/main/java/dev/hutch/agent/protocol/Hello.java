package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;

/**
 * What the agent says first.
 *
 * @param lowestVersion lowest protocol version it speaks
 * @param highestVersion highest protocol version it speaks
 * @param realtimeNanos the guest's CLOCK_REALTIME at the greeting, ns since 1970
 * @param mainNanos the guest's CLOCK_BOOTTIME at entry of the agent, ns
 * @param mountedNanos the guest's CLOCK_BOOTTIME when all mounts were made, ns
 * @param helloNanos the guest's CLOCK_BOOTTIME at the greeting, ns
 * @param mainTicks time-stamp counter at entry of the agent, 0 if there is none
 * @param helloTicks time-stamp counter at the greeting, 0 if there is none
 * @param ticksPerSecond frequency of that counter as the guest knows it, 0 if unknown
 * @param kernelRelease {@code uname -r} of the guest
 */
public record Hello(
    int lowestVersion,
    int highestVersion,
    long realtimeNanos,
    long mainNanos,
    long mountedNanos,
    long helloNanos,
    long mainTicks,
    long helloTicks,
    long ticksPerSecond,
    String kernelRelease) {

  /** Bytes before the kernel release. */
  public static final int FIXED_BYTES = 80;

  private static final int MAX_RELEASE = 64;

  /**
   * Reads a payload.
   *
   * @param from the array that holds it
   * @param at where it starts
   * @param length its length in bytes
   * @throws ProtocolException if it is malformed, or the agent's limits are not those of version 1
   */
  public static Hello decode(byte[] from, int at, int length) {
    if (length < FIXED_BYTES) {
      throw new ProtocolException("HELLO of " + length + " bytes");
    }
    if (LittleEndian.i32(from, at) != Protocol.MAGIC) {
      throw new ProtocolException("HELLO without its magic number");
    }
    int release = LittleEndian.i32(from, at + 20);
    if (release < 0 || release > MAX_RELEASE || release > length - FIXED_BYTES) {
      throw new ProtocolException("HELLO with a kernel release of " + release + " bytes");
    }
    expect("payload limit", LittleEndian.i32(from, at + 8), Protocol.MAX_PAYLOAD);
    expect("credit", LittleEndian.i32(from, at + 12), Protocol.WINDOW);
    expect("channel count", LittleEndian.i32(from, at + 16), Protocol.MAX_CHANNELS);
    return new Hello(
        LittleEndian.u16(from, at + 4),
        LittleEndian.u16(from, at + 6),
        LittleEndian.i64(from, at + 24),
        LittleEndian.i64(from, at + 32),
        LittleEndian.i64(from, at + 40),
        LittleEndian.i64(from, at + 48),
        LittleEndian.i64(from, at + 56),
        LittleEndian.i64(from, at + 64),
        LittleEndian.i64(from, at + 72),
        Text.printable(new String(from, at + FIXED_BYTES, release, StandardCharsets.UTF_8)));
  }

  /** Whether both sides speak {@link Protocol#VERSION}. */
  public boolean isCompatible() {
    return lowestVersion <= Protocol.VERSION && Protocol.VERSION <= highestVersion;
  }

  /** The payload, as an agent would write it. */
  public byte[] encode() {
    byte[] release = kernelRelease.getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[FIXED_BYTES + release.length];
    LittleEndian.put32(payload, 0, Protocol.MAGIC);
    LittleEndian.put16(payload, 4, lowestVersion);
    LittleEndian.put16(payload, 6, highestVersion);
    LittleEndian.put32(payload, 8, Protocol.MAX_PAYLOAD);
    LittleEndian.put32(payload, 12, Protocol.WINDOW);
    LittleEndian.put32(payload, 16, Protocol.MAX_CHANNELS);
    LittleEndian.put32(payload, 20, release.length);
    LittleEndian.put64(payload, 24, realtimeNanos);
    LittleEndian.put64(payload, 32, mainNanos);
    LittleEndian.put64(payload, 40, mountedNanos);
    LittleEndian.put64(payload, 48, helloNanos);
    LittleEndian.put64(payload, 56, mainTicks);
    LittleEndian.put64(payload, 64, helloTicks);
    LittleEndian.put64(payload, 72, ticksPerSecond);
    System.arraycopy(release, 0, payload, FIXED_BYTES, release.length);
    return payload;
  }

  private static void expect(String what, int value, int expected) {
    if (value != expected) {
      throw new ProtocolException("HELLO with a " + what + " of " + value);
    }
  }
}
