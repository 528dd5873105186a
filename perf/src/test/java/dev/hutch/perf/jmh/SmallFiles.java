package dev.hutch.perf.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
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
import org.openjdk.jmh.annotations.Warmup;

/** Small files of a box through its file system. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallFiles {
  /** One file of 1 KiB for each thread. */
  @State(Scope.Thread)
  public static class InTheBox {
    private final byte[] content = new byte[1024];
    private Path file;

    /** Writes it. */
    @Setup(Level.Trial)
    public void write(RunningBox running) throws IOException {
      Path directory = Files.createTempDirectory(running.box().path("/root"), "files");
      file = Files.write(directory.resolve("file"), content);
    }
  }

  /** What there is to know of a file. */
  @Benchmark
  public PosixFileAttributes readAttributes(InTheBox in) throws IOException {
    return Files.readAttributes(in.file, PosixFileAttributes.class);
  }

  /** A file is written anew. */
  @Benchmark
  public Path write(InTheBox in) throws IOException {
    return Files.write(in.file, in.content);
  }

  /** A file is read. */
  @Benchmark
  public byte[] read(InTheBox in) throws IOException {
    return Files.readAllBytes(in.file);
  }
}
