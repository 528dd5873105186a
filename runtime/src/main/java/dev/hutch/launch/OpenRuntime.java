package dev.hutch.launch;

import dev.hutch.BoxSpec;
import dev.hutch.EngineChoice;
import dev.hutch.HutchException;
import dev.hutch.HutchOptions;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.Ids;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.lifecycle.Creation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an open {@link dev.hutch.Hutch} consists of. What only starts need is made ready when it is
 * opened or at the first start, as the options say. Blocks in native calls: platform threads only.
 */
public final class OpenRuntime implements AutoCloseable {
  private record Ready(Installation installation, EngineDecision decision, ShimPool pool) {}

  private final HutchOptions options;
  private final BoxHost host;
  private final StartsUnderWay underWay = new StartsUnderWay();
  private @Nullable Ready ready;
  private boolean closed;

  private OpenRuntime(HutchOptions options) {
    this.options = options;
    this.host = BoxHost.open(options.home());
  }

  /** Opens the home; nothing is left open if that fails. */
  public static OpenRuntime open(HutchOptions options) {
    OpenRuntime runtime = new OpenRuntime(options);
    if (options.prepareAtOpen()) {
      runtime.ready();
    }
    return runtime;
  }

  /** What it takes to look after boxes. */
  public BoxHost host() {
    return host;
  }

  /** What runs the boxes. */
  public EngineChoice engine() {
    return ready().decision().choice();
  }

  /** Why the slower engine was chosen. */
  public Optional<String> engineNote() {
    return ready().decision().note();
  }

  /** Waits for the pool; false if it is not full in time. */
  public boolean awaitShims(Duration timeout) throws InterruptedException {
    return ready().pool().awaitFull(timeout);
  }

  /** Makes a box without starting it. */
  public BoxDirectory create(BoxSpec spec) {
    String id = Ids.fresh();
    new Creation(host, ready().installation().boxDisk()).make(id, spec).close();
    return host.home().box(id);
  }

  /** Makes a box and starts it; the caller's to close. */
  public LiveBox start(BoxSpec spec) {
    long begin = System.nanoTime();
    Ready now = ready();
    try {
      return new BoxStart(now.installation(), underWay, begin).fresh(spec, now.pool());
    } finally {
      now.pool().refill();
    }
  }

  /** Starts a box that is there; the caller's to close. */
  public LiveBox start(BoxDirectory box) {
    long begin = System.nanoTime();
    return new BoxStart(ready().installation(), underWay, begin).again(box, box.readRecord());
  }

  private synchronized Ready ready() {
    if (closed) {
      throw new HutchException("this runtime is closed: open another to start boxes");
    }
    Ready known = ready;
    if (known == null) {
      EngineDecision decision = EngineDecision.of(options);
      Installation installation = Preparation.of(host, options, decision.engine());
      known = new Ready(installation, decision, new ShimPool(installation, options.shimPool()));
      known.pool().fill();
      ready = known;
    }
    return known;
  }

  /**
   * Ends the pool, the supervisor and every start under way. Attached boxes still running end with
   * it, unproven: close them first.
   */
  @Override
  public void close() {
    Ready known;
    synchronized (this) {
      closed = true;
      known = ready;
    }
    underWay.close();
    try {
      if (known != null) {
        known.pool().close();
      }
    } finally {
      host.supervisor().close();
    }
  }
}
