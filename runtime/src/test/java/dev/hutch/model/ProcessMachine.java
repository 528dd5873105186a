package dev.hutch.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random but repeatable life of some processes, led on both sides in step. */
public final class ProcessMachine {
  private static final int AT_A_TIME = 4;
  private static final int TRACED = 40;

  private final Side host = new HostSide();
  private final Side box;
  private final Random random;
  private final long seed;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();

  private ProcessMachine(long seed, Side box) {
    this.seed = seed;
    this.random = new Random(seed);
    this.box = box;
  }

  /**
   * Leads it.
   *
   * @param steps how many things are done
   * @throws AssertionError where the box does not as the host does; the seed is in its message
   */
  public static void run(long seed, int steps, Side box) {
    new ProcessMachine(seed, box).run(steps);
  }

  private void run(int steps) {
    try {
      for (int i = 0; i < steps; i++) {
        step();
      }
    } catch (AssertionError e) {
      List<String> last = trace.subList(Math.max(0, trace.size() - TRACED), trace.size());
      throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + last, e);
    } finally {
      pairs.forEach(Pair::destroy);
    }
  }

  private void step() {
    if (pairs.isEmpty() || (pairs.size() < AT_A_TIME && random.nextInt(4) == 0)) {
      Pair.start(Program.any(random), host, box, trace).ifPresent(pairs::add);
      return;
    }
    Pair pair = pairs.get(random.nextInt(pairs.size()));
    if (!pair.step(random)) {
      pairs.remove(pair);
    }
  }
}
