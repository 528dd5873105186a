package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that the agent keeps, whether it runs or has ended.
 *
 * @param id its number in the box, never used twice while the box runs
 * @param pid its process id in the guest
 * @param kind {@link Exit#RUNNING}, {@link Exit#EXITED} or {@link Exit#SIGNALED}
 * @param value its exit code or signal, 0 while it runs
 * @param terminal whether it is on a terminal
 * @param outputCut whether children left behind still held its output open, so that the agent cut
 *     it
 * @param clients how many are attached
 * @param ageNanos since its start, ns of the guest
 * @param elapsedNanos from its start to its end, or to now
 * @param stdoutBytes what it has written to standard output, of which the last are kept
 * @param stderrBytes what it has written to standard error
 * @param title the beginning of its program and arguments, safe to print
 */
public record KeptCommand(
    int id,
    int pid,
    int kind,
    int value,
    boolean terminal,
    boolean outputCut,
    int clients,
    long ageNanos,
    long elapsedNanos,
    long stdoutBytes,
    long stderrBytes,
    String title) {
  /** Bytes of an entry before its title. */
  static final int FIXED_BYTES = 56;

  private static final int FLAG_TERMINAL = 1;
  private static final int FLAG_CUT = 2;

  /** Whether it still runs. */
  public boolean isRunning() {
    return kind == Exit.RUNNING;
  }

  /**
   * Reads what the operation COMMANDS answers; the result is in the order of their start.
   *
   * @throws ProtocolException if it is malformed
   */
  public static List<KeptCommand> decodeAll(byte[] answer) {
    List<KeptCommand> commands = new ArrayList<>();
    for (int at = 0; at < answer.length; ) {
      int left = answer.length - at;
      int title = left < FIXED_BYTES ? 0 : LittleEndian.u16(answer, at + 2);
      if (left < FIXED_BYTES + title || commands.size() == Protocol.MAX_KEPT) {
        throw new ProtocolException("a list of kept commands of " + answer.length + " bytes");
      }
      commands.add(decode(answer, at, title));
      at += FIXED_BYTES + title;
    }
    commands.sort((a, b) -> Integer.compareUnsigned(a.id, b.id));
    return List.copyOf(commands);
  }

  private static KeptCommand decode(byte[] from, int at, int title) {
    int kind = LittleEndian.u8(from, at);
    int flags = LittleEndian.u8(from, at + 1);
    int value = LittleEndian.i32(from, at + 12);
    if (!Exit.isPossible(kind, value) || (flags & ~(FLAG_TERMINAL | FLAG_CUT)) != 0) {
      throw new ProtocolException(
          "a kept command of kind " + kind + ", flags " + flags + ", value " + value);
    }
    return new KeptCommand(
        LittleEndian.i32(from, at + 4),
        LittleEndian.i32(from, at + 8),
        kind,
        value,
        (flags & FLAG_TERMINAL) != 0,
        (flags & FLAG_CUT) != 0,
        LittleEndian.i32(from, at + 16),
        LittleEndian.i64(from, at + 24),
        LittleEndian.i64(from, at + 32),
        LittleEndian.i64(from, at + 40),
        LittleEndian.i64(from, at + 48),
        Text.printable(new String(from, at + FIXED_BYTES, title, StandardCharsets.UTF_8)));
  }
}
