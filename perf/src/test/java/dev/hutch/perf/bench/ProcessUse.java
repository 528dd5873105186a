package dev.hutch.perf.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hutch.bindings.ffm.NativeFunction;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

/** What a process has used until now. */
final class ProcessUse {
  private static final NativeFunction CLOCK_GETTIME = NativeFunction.ofInt("clock_gettime");
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** CPUCLOCK_SCHED of the kernel's include/linux/posix-timers.h: user and system, in ns. */
  private static final int SCHED = 2;

  private static final Duration STEP = Duration.ofMillis(4);
  private static final int QUIET_STEPS = 5;
  private static final long QUIET_NANOS = 100_000;
  private static final int LONGEST_WAIT_STEPS = 2500;

  private ProcessUse() {}

  /** The CPU time of all its threads, those that ended included; see clock_getcpuclockid(3). */
  static Duration cpu(int pid) {
    long clock = ~(long) pid << 3 | SCHED;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      long result = CLOCK_GETTIME.call(clock, time.address());
      if (result != 0) {
        return Duration.ZERO;
      }
      long seconds = time.getAtIndex(JAVA_LONG, 0);
      return Duration.ofNanos(seconds * NANOS_PER_SECOND + time.getAtIndex(JAVA_LONG, 1));
    }
  }

  /** The CPU time of several processes. */
  static Duration cpu(Collection<Integer> pids) {
    return pids.stream().map(ProcessUse::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  /** Waits until the process has used next to nothing for 20 ms: it waits for somebody. */
  static void awaitQuiet(int pid) {
    long last = cpu(pid).toNanos();
    int quiet = 0;
    for (int i = 0; i < LONGEST_WAIT_STEPS && quiet < QUIET_STEPS; i++) {
      LockSupport.parkNanos(STEP.toNanos());
      long now = cpu(pid).toNanos();
      quiet = now - last < QUIET_NANOS ? quiet + 1 : 0;
      last = now;
    }
    if (quiet < QUIET_STEPS) {
      throw new IllegalStateException("process " + pid + " does not come to rest");
    }
  }

  /** A line of {@code /proc/<pid>/smaps_rollup}, such as {@code Rss}, in KiB. */
  static long memoryKib(int pid, String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith(field + ':')) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("no " + field + " for process " + pid);
  }
}
