package dev.hutch.perf.jmh;

import dev.hutch.ExecResult;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Commands that a box gets through in a second, from callers of two kinds. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConcurrentExec {
  /** From one thread. */
  @Benchmark
  @Threads(1)
  public ExecResult oneThread(RunningBox running) {
    return running.box().run("true").orThrow();
  }

  /** From eight platform threads. */
  @Benchmark
  @Threads(8)
  public ExecResult eightThreads(RunningBox running) {
    return running.box().run("true").orThrow();
  }

  /** From eight virtual threads. */
  @Benchmark
  @Threads(8)
  @Fork(value = 2, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
  public ExecResult eightVirtualThreads(RunningBox running) {
    return running.box().run("true").orThrow();
  }
}
