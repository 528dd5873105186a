package dev.hutch;

import java.time.Duration;

/**
 * How a buffered command ended, and what it wrote.
 *
 * @param exit its exit code, 0 to 255, or 128 + n where signal n ended it
 * @param signal the signal that ended it, 0 where it exited by itself
 * @param stdout what it wrote to standard output
 * @param stderr what it wrote to standard error
 * @param duration from its start to its end, by the guest's clock
 * @param timedOut whether Hutch ended it because its time was over, whatever its exit
 */
public record ExecResult(
    int exit, int signal, Output stdout, Output stderr, Duration duration, boolean timedOut) {
  private static final int TAIL = 2048;

  /** Whether it exited with code 0, and in time. */
  public boolean ok() {
    return exit == 0 && !timedOut;
  }

  /** Whether it wrote more to one of its streams than was kept. */
  public boolean truncated() {
    return stdout.truncated() || stderr.truncated();
  }

  /**
   * This result, if the command exited with code 0, and in time.
   *
   * @throws CommandFailedException otherwise, with the exit and the end of its standard error
   */
  public ExecResult orThrow() {
    if (ok()) {
      return this;
    }
    String text = stderr.text();
    String tail = text.length() > TAIL ? "..." + text.substring(text.length() - TAIL) : text;
    String how =
        timedOut
            ? "was ended because its time was over"
            : signal != 0 ? "was ended by signal " + signal : "exited with " + exit;
    throw new CommandFailedException(
        "the command " + how + (tail.isBlank() ? "" : ": " + tail.strip()), this);
  }
}
