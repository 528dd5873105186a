package dev.hutch.agent.protocol;

/**
 * The payload of an OPEN frame that makes its sender a client of a kept command.
 *
 * @param keptId which command
 * @param stdin whether the client may write to the command's standard input
 * @param follow whether the operation goes on until the command ends; otherwise it ends, with an
 *     exit of kind {@link Exit#RUNNING} if the command has not ended, after what is kept
 * @param hold whether the command waits for this client to read, as it does for the one who started
 *     it; otherwise what the client is too slow for is lost to it
 * @param forget whether the command is forgotten once it has ended and this client got all
 * @param replay how many bytes of each output's past the client gets at most, 0 to {@link
 *     Protocol#KEPT_BYTES}
 */
public record AttachRequest(
    int keptId, boolean stdin, boolean follow, boolean hold, boolean forget, int replay) {
  /** Flag: the client does not write. */
  public static final int FLAG_NO_STDIN = 1;

  /** Flag: end after what is kept. */
  public static final int FLAG_NO_FOLLOW = 2;

  /** Flag: forget a command that has ended. */
  public static final int FLAG_FORGET = 4;

  /** Flag: the command waits for the client. */
  public static final int FLAG_HOLD = 8;

  /** Bytes of the payload. */
  static final int BYTES = 12;

  /**
   * Creates a request.
   *
   * @throws IllegalArgumentException if the replay is out of range
   */
  public AttachRequest {
    if (replay < 0 || replay > Protocol.KEPT_BYTES) {
      throw new IllegalArgumentException(
          "a replay of " + replay + " bytes; at most " + Protocol.KEPT_BYTES + " are kept");
    }
  }

  /** To go on as the one who started the command: all that is kept, then what comes. */
  public static AttachRequest to(int keptId) {
    return new AttachRequest(keptId, true, true, true, false, Protocol.KEPT_BYTES);
  }

  /** To look at what is kept, without a part in the command. */
  public static AttachRequest logsOf(int keptId, boolean follow) {
    return new AttachRequest(keptId, false, follow, false, false, Protocol.KEPT_BYTES);
  }

  /** To be rid of a command that has ended; one that runs is not touched. */
  public static AttachRequest forgetting(int keptId) {
    return new AttachRequest(keptId, false, false, false, true, 0);
  }

  /** The payload. */
  public byte[] encode() {
    byte[] payload = new byte[BYTES];
    payload[0] = Protocol.VERSION;
    payload[1] = Operation.ATTACH;
    int flags =
        (stdin ? 0 : FLAG_NO_STDIN)
            | (follow ? 0 : FLAG_NO_FOLLOW)
            | (forget ? FLAG_FORGET : 0)
            | (hold ? FLAG_HOLD : 0);
    LittleEndian.put16(payload, 2, flags);
    LittleEndian.put32(payload, 4, keptId);
    LittleEndian.put32(payload, 8, replay);
    return payload;
  }
}
