package dev.hutch;

import dev.hutch.agent.protocol.GuestProcess;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * A process of a box at one moment. What it says of itself is the guest's word.
 *
 * @param pid its id in the guest
 * @param parent its parent's; 1 is the agent
 * @param user the id of the user as whom it acts, 0 to 4,294,967,295
 * @param state Linux's letter: {@code R} running, {@code S} sleeping, {@code D} waiting for a disk,
 *     {@code Z} ended, {@code T} stopped and others, see proc_pid_stat(5)
 * @param userTime CPU time in user mode
 * @param systemTime CPU time in the kernel
 * @param residentBytes its memory that is resident
 * @param started since the guest's boot, see {@link BoxStats#uptime()}; to a hundredth of a second
 * @param command the beginning of its arguments with spaces between, or its name in brackets;
 *     without control characters
 */
public record BoxProcessInfo(
    int pid,
    int parent,
    long user,
    char state,
    Duration userTime,
    Duration systemTime,
    long residentBytes,
    Duration started,
    String command) {

  static BoxProcessInfo of(GuestProcess seen) {
    return new BoxProcessInfo(
        seen.pid(),
        seen.parent(),
        Integer.toUnsignedLong(seen.user()),
        seen.state(),
        Duration.of(seen.userMicros(), ChronoUnit.MICROS),
        Duration.of(seen.systemMicros(), ChronoUnit.MICROS),
        seen.residentBytes(),
        Duration.ofNanos(seen.startNanos()),
        seen.command());
  }

  /** CPU time of both kinds. */
  public Duration cpuTime() {
    return userTime.plus(systemTime);
  }
}
