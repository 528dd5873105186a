package dev.hutch.launch;

import dev.hutch.BoxSpec;
import dev.hutch.EngineChoice;
import dev.hutch.HutchOptions;
import java.util.Optional;

/**
 * What an open {@link dev.hutch.Hutch} consists of. Blocks in native calls: platform threads only.
 */
public final class OpenRuntime implements AutoCloseable {
  private final Installation installation;
  private final EngineDecision decision;
  private final ShimPool pool;

  private OpenRuntime(Installation installation, EngineDecision decision, ShimPool pool) {
    this.installation = installation;
    this.decision = decision;
    this.pool = pool;
  }

  /** Makes everything ready; nothing is left open if that fails. */
  public static OpenRuntime open(HutchOptions options) {
    EngineDecision decision = EngineDecision.of(options);
    Installation installation = Preparation.of(options, decision.engine());
    ShimPool pool = new ShimPool(installation, options.shimPool());
    pool.fill();
    return new OpenRuntime(installation, decision, pool);
  }

  /** What runs the boxes. */
  public EngineChoice engine() {
    return decision.choice();
  }

  /** Why the slower engine was chosen. */
  public Optional<String> engineNote() {
    return decision.note();
  }

  /** Starts a box; the caller's to close. */
  public LiveBox start(BoxSpec spec) {
    long begin = System.nanoTime();
    try {
      return new BoxStart(installation, spec, begin).run(pool);
    } finally {
      pool.refill();
    }
  }

  /**
   * Ends the pool and the supervisor. Boxes still running end with it, unproven: close them first.
   */
  @Override
  public void close() {
    try {
      pool.close();
    } finally {
      installation.supervisor().close();
    }
  }
}
