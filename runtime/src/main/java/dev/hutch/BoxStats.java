package dev.hutch;

import dev.hutch.agent.protocol.GuestStats;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What a box uses, as its own kernel sees it. CPU times count from its boot: what was used between
 * two looks is their difference.
 *
 * @param uptime since its kernel started, by the guest's clock
 * @param cpus virtual processors
 * @param processes processes, without the kernel's and the agent
 * @param user CPU time in user mode, of all processors
 * @param system CPU time in the kernel
 * @param idle CPU time in which nothing was to be done
 * @param stolen CPU time in which the host was busy with others
 * @param memoryBytes memory of the guest
 * @param availableBytes of it what new programs can get
 * @param cacheBytes of it what holds files' contents
 * @param diskBytes the box's writable disk
 * @param diskFreeBytes of it free
 * @param files files that fit on that disk
 * @param filesFree of them free
 * @param agentBytes resident memory of the agent
 * @param operations operations under way, this one included
 */
public record BoxStats(
    Duration uptime,
    int cpus,
    int processes,
    Duration user,
    Duration system,
    Duration idle,
    Duration stolen,
    long memoryBytes,
    long availableBytes,
    long cacheBytes,
    long diskBytes,
    long diskFreeBytes,
    long files,
    long filesFree,
    long agentBytes,
    int operations) {

  static BoxStats of(GuestStats seen) {
    return new BoxStats(
        Duration.ofNanos(seen.boottimeNanos()),
        seen.cpus(),
        seen.processes(),
        micros(seen.userMicros()),
        micros(seen.systemMicros()),
        micros(seen.idleMicros()),
        micros(seen.stolenMicros()),
        seen.memoryBytes(),
        seen.availableBytes(),
        seen.cacheBytes(),
        seen.diskBytes(),
        seen.diskFreeBytes(),
        seen.files(),
        seen.filesFree(),
        seen.agentBytes(),
        seen.operations());
  }

  /** Memory that new programs cannot get. */
  public long memoryUsedBytes() {
    return Math.max(0, memoryBytes - availableBytes);
  }

  /** What is written on the box's disk. */
  public long diskUsedBytes() {
    return Math.max(0, diskBytes - diskFreeBytes);
  }

  /**
   * How many processors were in use on average since an earlier look: 0 to {@link #cpus()}.
   *
   * @param earlier of the same box since its last start
   */
  public double cpusInUseSince(BoxStats earlier) {
    double over = seconds(uptime.minus(earlier.uptime));
    double used = seconds(user.plus(system).minus(earlier.user).minus(earlier.system));
    return over <= 0 ? 0 : Math.clamp(used / over, 0, cpus);
  }

  /** Not by toNanos: a guest may say that it has worked for longer than that can hold. */
  private static double seconds(Duration time) {
    return time.toSeconds() + time.toNanosPart() / 1e9;
  }

  private static Duration micros(long count) {
    return Duration.of(count, ChronoUnit.MICROS);
  }
}
