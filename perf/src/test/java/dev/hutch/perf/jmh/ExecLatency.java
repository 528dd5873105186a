package dev.hutch.perf.jmh;

import dev.hutch.BoxProcess;
import dev.hutch.Command;
import dev.hutch.ExecResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a caller waits for: a whole command, or one line of a command that goes on. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class ExecLatency {
  private static final byte[] LINE = "a line of text\n".getBytes(StandardCharsets.UTF_8);

  /** A command that is written to and read from. */
  @State(Scope.Benchmark)
  public static class Cat {
    private BoxProcess process;
    private OutputStream input;
    private BufferedReader output;

    /** Starts it. */
    @Setup(Level.Trial)
    public void start(RunningBox running) {
      process = running.box().exec(Command.of("cat"));
      input = process.getOutputStream();
      output = process.inputReader();
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void close() {
      process.close();
    }
  }

  /** A command from its call to its result. */
  @Benchmark
  public ExecResult run(RunningBox running) {
    return running.box().run("true").orThrow();
  }

  /** A line to a command and back. */
  @Benchmark
  public String lineThroughCat(Cat cat) throws IOException {
    cat.input.write(LINE);
    cat.input.flush();
    return cat.output.readLine();
  }
}
