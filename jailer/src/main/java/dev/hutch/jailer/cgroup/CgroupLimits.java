package dev.hutch.jailer.cgroup;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a box's processes may use of the host together.
 *
 * @param memoryBytes {@code memory.max} in bytes: the guest's memory plus what the shim needs
 *     beside it
 * @param cpus {@code cpu.max} as CPU time per time, 1.5 being one and a half CPUs; empty for no
 *     limit
 * @param processes {@code pids.max}: how many processes and threads
 */
public record CgroupLimits(OptionalLong memoryBytes, Optional<Double> cpus, OptionalInt processes) {
  /** No limits: the group serves placement, kill and proof only. */
  public static final CgroupLimits NONE =
      new CgroupLimits(OptionalLong.empty(), Optional.empty(), OptionalInt.empty());

  private static final Duration PERIOD = Duration.ofMillis(100);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is not positive (CPUs: below 0.01)
   */
  public CgroupLimits {
    if (memoryBytes.orElse(1) < 1
        || processes.orElse(1) < 1
        || cpus.filter(n -> !(n >= 0.01 && n <= 10_000)).isPresent()) {
      throw new IllegalArgumentException(
          "limits must be positive: memory "
              + memoryBytes
              + ", CPUs "
              + cpus
              + ", processes "
              + processes);
    }
  }

  /** The same with a memory limit, in bytes. */
  public CgroupLimits withMemoryBytes(long bytes) {
    return new CgroupLimits(OptionalLong.of(bytes), cpus, processes);
  }

  /** The same with a CPU limit, 1.5 being one and a half CPUs. */
  public CgroupLimits withCpus(double count) {
    return new CgroupLimits(memoryBytes, Optional.of(count), processes);
  }

  /** The same with a limit on processes and threads. */
  public CgroupLimits withProcesses(int count) {
    return new CgroupLimits(memoryBytes, cpus, OptionalInt.of(count));
  }

  /** Controller to the value for its {@code .max} file; only those that are limited. */
  Map<String, String> maxima() {
    Map<String, String> maxima = new LinkedHashMap<>();
    memoryBytes.ifPresent(bytes -> maxima.put("memory", Long.toString(bytes)));
    long period = PERIOD.toNanos() / 1000;
    cpus.ifPresent(count -> maxima.put("cpu", Math.round(count * period) + " " + period));
    processes.ifPresent(count -> maxima.put("pids", Integer.toString(count)));
    return maxima;
  }
}
