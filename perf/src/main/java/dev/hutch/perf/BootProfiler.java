package dev.hutch.perf;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.HutchOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts boxes one after the other, runs one command in each, and says where the time went:
 *
 * <pre>{@code
 * BootProfile profile = new BootProfiler(HutchOptions.fromEnvironment(), BoxSpec.base()).run(20);
 * System.out.print(profile.table());
 * }</pre>
 *
 * <p>Immutable; each method with a parameter other than {@link #run} returns a changed copy.
 *
 * @param options of the runtime to profile
 * @param spec what boxes
 * @param command the first command of each
 * @param warmUps starts that are made first and not counted: they load this process's classes and
 *     the host's page cache
 * @param patience how long to wait at most, before each start, until the pool of started shims,
 *     which is refilled beside the work that follows a start, is full again; zero measures starts
 *     in a row
 */
public record BootProfiler(
    HutchOptions options, BoxSpec spec, Command command, int warmUps, Duration patience) {
  private static final int WARM_UPS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public BootProfiler {
    if (warmUps < 0 || patience.isNegative()) {
      throw new IllegalArgumentException(
          "warm-ups " + warmUps + " or patience " + patience + " below 0");
    }
  }

  /** With {@code true} as the command, two warm-ups, and each start from a full pool. */
  public BootProfiler(HutchOptions options, BoxSpec spec) {
    this(options, spec, Command.of("true"), WARM_UPS, PATIENCE);
  }

  /** A copy that runs another command. */
  public BootProfiler command(Command first) {
    return new BootProfiler(options, spec, first, warmUps, patience);
  }

  /** A copy with another number of starts that do not count. */
  public BootProfiler warmUps(int count) {
    return new BootProfiler(options, spec, command, count, patience);
  }

  /** A copy that waits so long at most for a full pool; zero for not at all. */
  public BootProfiler patience(Duration length) {
    return new BootProfiler(options, spec, command, warmUps, length);
  }

  /**
   * Opens a runtime and profiles its starts. Blocks.
   *
   * @param starts how many starts count, 1 at least
   * @throws HutchException if the runtime cannot be opened, the pool is not full in time, a box
   *     does not start or the command fails; nothing is left behind. Also if the thread is
   *     interrupted
   */
  public BootProfile run(int starts) {
    try (Hutch hutch = Hutch.open(options)) {
      return run(hutch, starts);
    }
  }

  /**
   * As {@link #run(int)} in a runtime that is open.
   *
   * @param hutch stays open, and the caller's
   * @param starts how many starts count, 1 at least
   */
  public BootProfile run(Hutch hutch, int starts) {
    for (int i = 0; i < warmUps; i++) {
      one(hutch);
    }
    List<BootProfile.Start> measured = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      measured.add(one(hutch));
    }
    return new BootProfile(measured);
  }

  private BootProfile.Start one(Hutch hutch) {
    awaitShims(hutch);
    long called = System.nanoTime();
    Box box = hutch.start(spec);
    long first;
    long closing;
    try (box) {
      box.run(command).orThrow();
      first = System.nanoTime();
      closing = System.nanoTime();
    }
    long closed = System.nanoTime();
    return new BootProfile.Start(
        box.timeline(), Duration.ofNanos(first - called), Duration.ofNanos(closed - closing));
  }

  private void awaitShims(Hutch hutch) {
    if (patience.isPositive() && !hutch.awaitShims(patience)) {
      throw new HutchException(
          "no shim was ready for the next start within " + patience + ": see the log for why");
    }
  }
}
