package dev.hutch.perf.jmh;

import dev.hutch.bindings.kvm.Kvm;
import dev.hutch.bindings.kvm.KvmCapability;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.Posix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/**
 * System calls through the bindings, beside the JDK's own way to the same call where it has one.
 * {@code perf/src/test/c/calls.c} makes the same ones in C.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NativeCalls {
  /** A device that gives a byte at once, for both. */
  @State(Scope.Thread)
  public static class Zeros {
    private static final Path DEVICE = Path.of("/dev/zero");

    private Arena arena;
    private MemorySegment segment;
    private ByteBuffer buffer;
    private Fd device;
    private Fd unreadable;
    private FileChannel channel;
    private Poll poll;

    /** Opens it. */
    @Setup(Level.Trial)
    public void open() throws IOException {
      arena = Arena.ofShared();
      segment = arena.allocate(1);
      buffer = ByteBuffer.allocateDirect(1);
      device = Fd.open(DEVICE, OpenFlags.O_RDWR, 0);
      unreadable = Fd.open(DEVICE, OpenFlags.O_WRONLY, 0);
      channel = FileChannel.open(DEVICE, StandardOpenOption.READ);
      poll = new Poll();
      poll.add(device, Poll.IN);
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      channel.close();
      unreadable.close();
      device.close();
      arena.close();
    }
  }

  /** KVM held open. */
  @State(Scope.Benchmark)
  public static class OpenKvm {
    private Kvm kvm;

    /** Opens it. */
    @Setup(Level.Trial)
    public void open() {
      kvm = Kvm.open();
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
      kvm.close();
    }
  }

  /** The shortest there is. */
  @Benchmark
  public int getpid() {
    return Posix.getpid();
  }

  /** What the relay does before each thing it does. */
  @Benchmark
  public int poll(Zeros zeros) {
    return zeros.poll.poll(0);
  }

  /** A byte. */
  @Benchmark
  public long read(Zeros zeros) {
    return zeros.device.tryRead(zeros.segment, 0, 1);
  }

  /** A byte by the JDK. */
  @Benchmark
  public int readByTheJdk(Zeros zeros) throws IOException {
    return zeros.channel.read(zeros.buffer.clear());
  }

  /** A byte the other way. */
  @Benchmark
  public long write(Zeros zeros) {
    return zeros.device.tryWrite(zeros.segment, 0, 1);
  }

  /** A call that fails, and whose errno is asked for. */
  @Benchmark
  public long refused(Zeros zeros) {
    return zeros.unreadable.tryRead(zeros.segment, 0, 1);
  }

  /** KVM_CHECK_EXTENSION. */
  @Benchmark
  public int ioctl(OpenKvm open) {
    return open.kvm.checkExtension(KvmCapability.NR_MEMSLOTS);
  }
}
