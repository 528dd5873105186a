package dev.hutch.perf.jmh;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One box for all threads of a fork; attached, so that a killed fork leaves none. */
@State(Scope.Benchmark)
public class RunningBox {
  private Hutch hutch;
  private Box box;

  /** Starts it. */
  @Setup(Level.Trial)
  public void start() {
    hutch = Hutch.open(HutchOptions.fromEnvironment().shimPool(0));
    box = hutch.start(BoxSpec.base());
  }

  /** Removes it. */
  @TearDown(Level.Trial)
  public void close() {
    try {
      box.close();
    } finally {
      hutch.close();
    }
  }

  Box box() {
    return box;
  }
}
