package dev.hutch.agent.protocol;

/** The frame types of version 1, and who may send which on what channel. */
public final class FrameType {
  /** Agent to host: who I am, my clocks. See {@link Hello}. */
  public static final int HELLO = 1;

  /** Host to agent: version chosen, the time, the host name. See {@link Welcome}. */
  public static final int WELCOME = 2;

  /** Either side: why the link ends. */
  public static final int FAULT = 3;

  /** Host to agent: the time, where the host's clock has jumped; a u64. */
  public static final int CLOCK = 4;

  /** Host to agent: begin an operation. See {@link ExecRequest} and {@link ShutdownRequest}. */
  public static final int OPEN = 16;

  /** Agent to host: the operation runs. See {@link Opened}. */
  public static final int OPENED = 17;

  /** Agent (or relay) to host: the operation failed; final. See {@link Failed}. */
  public static final int FAILED = 18;

  /** Bytes of a stream. */
  public static final int DATA = 19;

  /** No more bytes on a stream. */
  public static final int END = 20;

  /** More credit for a stream, a u32. */
  public static final int CREDIT = 21;

  /** Host to agent: signal the command's process group, a u8. */
  public static final int SIGNAL = 22;

  /** Agent to host: the operation ended; final. See {@link Exit}. */
  public static final int EXIT = 23;

  /** Host to agent: end the channel. */
  public static final int RESET = 24;

  /** Agent to host: the channel has ended, its id is free. */
  public static final int CLOSED = 25;

  /** Host to agent: the terminal has another size now. See {@link TerminalSize}. */
  public static final int RESIZE = 26;

  /** Host to agent: the command goes on when its client leaves. */
  public static final int KEEP = 27;

  /** Agent to host: the answer to KEEP. See {@link Kept}. */
  public static final int KEPT = 28;

  private FrameType() {}

  /** Whether the type is one that belongs to the link, on channel 0. */
  static boolean isLink(int type) {
    return type >= HELLO && type <= CLOCK;
  }

  /** Whether the type names a stream in its header. */
  static boolean hasStream(int type) {
    return type == DATA || type == END || type == CREDIT;
  }

  /** Whether the host may send the type. */
  static boolean isFromHost(int type) {
    return switch (type) {
      case WELCOME, FAULT, CLOCK, OPEN, DATA, END, CREDIT, SIGNAL, RESET, RESIZE, KEEP -> true;
      default -> false;
    };
  }

  /** Whether the agent may send the type. */
  static boolean isFromAgent(int type) {
    return switch (type) {
      case HELLO, FAULT, OPENED, FAILED, DATA, END, CREDIT, EXIT, CLOSED, KEPT -> true;
      default -> false;
    };
  }

  /** Whether a payload of this length is possible for the type. */
  static boolean allowsLength(int type, int length) {
    return switch (type) {
      case END, RESET, CLOSED, KEEP -> length == 0;
      case DATA -> length >= 1;
      case CREDIT -> length == 4;
      case RESIZE -> length == TerminalSize.BYTES;
      case SIGNAL -> length == 1;
      case OPENED -> length == Opened.BYTES;
      case EXIT -> length == Exit.BYTES;
      case KEPT -> length == Kept.BYTES;
      case FAILED ->
          length >= Failed.FIXED_BYTES && length <= Failed.FIXED_BYTES + Protocol.MAX_MESSAGE;
      case FAULT -> length >= 1 && length <= Protocol.MAX_MESSAGE;
      case OPEN -> length >= 4;
      case HELLO -> length >= Hello.FIXED_BYTES;
      case WELCOME -> length >= Welcome.FIXED_BYTES;
      case CLOCK -> length == Long.BYTES;
      default -> false;
    };
  }
}
