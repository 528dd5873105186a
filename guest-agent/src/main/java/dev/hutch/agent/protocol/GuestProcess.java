package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of a guest. Whatever it says about itself is the guest's word.
 *
 * @param pid its id in the guest
 * @param parent its parent's; 1 is the agent
 * @param user the id of the user it acts as, without sign
 * @param state Linux's letter: {@code R} running, {@code S} sleeping, {@code D} waiting for a disk,
 *     {@code Z} ended, {@code T} stopped and others
 * @param userMicros CPU time in user mode, us
 * @param systemMicros CPU time in the kernel, us
 * @param residentBytes memory of it that is resident
 * @param startNanos its start by the guest's CLOCK_BOOTTIME, ns, to a hundredth of a second
 * @param command its arguments with spaces between, at most 4,096 bytes of them, or its name in
 *     brackets where there are none; safe to print
 */
public record GuestProcess(
    int pid,
    int parent,
    int user,
    char state,
    long userMicros,
    long systemMicros,
    long residentBytes,
    long startNanos,
    String command) {
  /** Name of the agent's built-in program that lists them. */
  public static final String PROGRAM = "processes";

  /** Bytes of an entry before its command. */
  static final int FIXED_BYTES = 50;

  /** Most bytes of a command. */
  static final int MAX_COMMAND_LINE = 4_096;

  /**
   * Reads what the program writes; the result is in the order of process ids.
   *
   * @throws ProtocolException if it is malformed
   */
  public static List<GuestProcess> decodeAll(byte[] list) {
    List<GuestProcess> processes = new ArrayList<>();
    for (int at = 0; at < list.length; ) {
      int left = list.length - at;
      int command = left < FIXED_BYTES ? 0 : LittleEndian.u16(list, at + 48);
      if (left < FIXED_BYTES + command || command > MAX_COMMAND_LINE) {
        throw new ProtocolException("a process with a command of " + command + " bytes in " + left);
      }
      processes.add(decode(list, at, command));
      at += FIXED_BYTES + command;
    }
    processes.sort((a, b) -> Integer.compareUnsigned(a.pid, b.pid));
    return List.copyOf(processes);
  }

  private static GuestProcess decode(byte[] from, int at, int command) {
    char state = (char) LittleEndian.u8(from, at + 12);
    if (state <= ' ' || state > '~') {
      throw new ProtocolException("a process in state " + (int) state);
    }
    return new GuestProcess(
        LittleEndian.i32(from, at),
        LittleEndian.i32(from, at + 4),
        LittleEndian.i32(from, at + 8),
        state,
        count(from, at + 16),
        count(from, at + 24),
        count(from, at + 32),
        count(from, at + 40),
        Text.printable(new String(from, at + FIXED_BYTES, command, StandardCharsets.UTF_8)));
  }

  private static long count(byte[] from, int at) {
    long count = LittleEndian.i64(from, at);
    if (count < 0) {
      throw new ProtocolException("a process with the number " + Long.toUnsignedString(count));
    }
    return count;
  }
}
