package dev.hutch.agent.protocol;

/** The numbers that all parties agree on. {@code protocol.h} of the agent holds the same. */
public final class Protocol {
  /** The version this code speaks. */
  public static final int VERSION = 1;

  /** The bytes {@code H T C H} as a little-endian integer; starts HELLO and WELCOME. */
  public static final int MAGIC = 0x48435448;

  /** Name of the virtio-console port that carries the link. */
  public static final String PORT_NAME = "hutch.agent";

  /** Bytes of a frame header. */
  public static final int HEADER_BYTES = 12;

  /** Largest payload of a frame, in bytes. */
  public static final int MAX_PAYLOAD = 65_536;

  /** Largest frame, in bytes. */
  public static final int MAX_FRAME = HEADER_BYTES + MAX_PAYLOAD;

  /** Initial, and largest, credit of a stream in bytes of whole DATA frames. */
  public static final int WINDOW = 262_144;

  /** A receiver gives credit back at the latest when it has consumed this many bytes. */
  public static final int CREDIT_QUANTUM = WINDOW / 4;

  /** Most channels open at a time; ids are 1 to this number. */
  public static final int MAX_CHANNELS = 256;

  /** The channel number of the link itself. */
  public static final int LINK_CHANNEL = 0;

  /** The only channel number on a client's connection. */
  public static final int CLIENT_CHANNEL = 1;

  /** Stream number of standard input. */
  public static final int STDIN = 0;

  /** Stream number of standard output. */
  public static final int STDOUT = 1;

  /** Stream number of standard error. */
  public static final int STDERR = 2;

  /** Streams of a channel. */
  public static final int STREAMS = 3;

  /** Largest message in FAILED and FAULT, in bytes. */
  public static final int MAX_MESSAGE = 512;

  /** Most arguments of a command. */
  public static final int MAX_ARGUMENTS = 4_096;

  /** Most environment variables of a command. */
  public static final int MAX_ENVIRONMENT = 4_096;

  /** Most resource limits of a command. */
  public static final int MAX_LIMITS = 16;

  /** Most commands that the agent keeps. */
  public static final int MAX_KEPT = 32;

  /** Bytes of the end of each output that the agent keeps of a kept command. */
  public static final int KEPT_BYTES = 65_536;

  /** Most bytes of entropy in WELCOME. */
  public static final int MAX_ENTROPY = 64;

  /** Largest signal number. */
  public static final int MAX_SIGNAL = 64;

  /** Longest grace of a shutdown, in milliseconds. */
  public static final int MAX_GRACE_MILLIS = 600_000;

  private Protocol() {}
}
