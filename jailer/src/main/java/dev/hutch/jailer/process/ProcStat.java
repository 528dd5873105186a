package dev.hutch.jailer.process;

/**
 * What is used of {@code /proc/<pid>/stat}, see proc_pid_stat(5).
 *
 * @param pid the process
 * @param command its {@code comm}: at most 15 bytes, any bytes, chosen by the process
 * @param state one letter, {@code Z} for a zombie, {@code X} for dead
 * @param parent the parent's pid, 0 if it is outside the pid namespace of this {@code /proc}
 * @param startTicks field 22: start time after boot, in clock ticks
 */
public record ProcStat(int pid, String command, char state, int parent, long startTicks) {
  /** Fields after {@code comm}: state is field 3, so start time (22) has index 19. */
  private static final int STATE = 0;

  private static final int PARENT = 1;
  private static final int START = 19;

  /**
   * Reads one line of {@code stat}.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static ProcStat parse(String line) {
    int open = line.indexOf(" (");
    // comm may itself hold spaces and parentheses: only the last one ends it
    int close = line.lastIndexOf(") ");
    if (open < 0 || close < open) {
      throw new IllegalArgumentException("not a /proc stat line: " + line);
    }
    String[] rest = line.substring(close + 2).strip().split(" ", START + 2);
    if (rest.length <= START || rest[STATE].length() != 1) {
      throw new IllegalArgumentException("/proc stat line is too short: " + line);
    }
    try {
      return new ProcStat(
          Integer.parseInt(line.substring(0, open)),
          line.substring(open + 2, close),
          rest[STATE].charAt(0),
          Integer.parseInt(rest[PARENT]),
          Long.parseLong(rest[START]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("/proc stat line has no number in its place: " + line, e);
    }
  }

  /** Whether the process has ended and only waits to be reaped. */
  public boolean isZombie() {
    return state == 'Z' || state == 'X';
  }
}
