package dev.hutch.perf.jmh;

import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Frames of DATA made, and taken apart as they arrive from an agent, by their payload's size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinkFrames {
  private static final int ARRIVING = 4;

  /** Bytes of a frame's payload: a line, and what a virtio-console port moves at a time. */
  @Param({"64", "32756"})
  public int payload;

  private byte[] content;
  private byte[] arriving;
  private FrameAssembler assembler;

  /** Makes a payload, and what some frames look like on the wire. */
  @Setup(Level.Trial)
  public void prepare() {
    content = new byte[payload];
    byte[] frame = Frames.frame(FrameType.DATA, Protocol.CLIENT_CHANNEL, Protocol.STDOUT, content);
    arriving = new byte[ARRIVING * frame.length];
    for (int i = 0; i < ARRIVING; i++) {
      System.arraycopy(frame, 0, arriving, i * frame.length, frame.length);
    }
    assembler = FrameAssembler.fromAgent();
  }

  /** One frame. */
  @Benchmark
  public byte[] encode() {
    return Frames.frame(FrameType.DATA, Protocol.CLIENT_CHANNEL, Protocol.STDIN, content);
  }

  /** Some frames at once, as a busy link gives them; the time is of each. */
  @Benchmark
  @OperationsPerInvocation(ARRIVING)
  public void decode(Blackhole taken) {
    int at = 0;
    while (at < arriving.length) {
      int count = Math.min(assembler.writable(), arriving.length - at);
      System.arraycopy(arriving, at, assembler.buffer(), assembler.writeOffset(), count);
      assembler.added(count);
      at += count;
      while (assembler.next()) {
        taken.consume(assembler.payloadOffset());
      }
    }
  }
}
