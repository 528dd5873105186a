package dev.hutch.agent.client;

import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection: frames out through a queue, frames in to a handler, each by its own thread. What
 * is queued is bounded by the credit of those who queue. Most operations send one frame and no
 * more: the writing thread is there from the second on.
 */
final class Connection implements AutoCloseable {
  /** What a connection reports to; called by its reading thread only. */
  interface Handler {
    /**
     * A checked frame, in the assembler until this returns.
     *
     * @return false where nothing that comes after it counts: the connection is over
     */
    boolean frame(FrameAssembler frame);

    /** The connection is over; null where the other side ended it between two frames. */
    void ended(@Nullable Exception cause);
  }

  /** Not a frame: ends the writer. */
  private static final byte[] STOP = new byte[0];

  private final SocketChannel channel;
  private final Handler handler;
  private final String name;
  private final boolean onVirtualThreads;
  private final LinkedBlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
  private final AtomicBoolean writing = new AtomicBoolean();

  /**
   * Over a connected socket, with threads of its maker's kind: a program without virtual threads
   * would wait 300 ms at its end for those that poll for them.
   */
  Connection(String name, SocketChannel channel, Handler handler) {
    this.name = name;
    this.channel = channel;
    this.handler = handler;
    this.onVirtualThreads = Thread.currentThread().isVirtual();
  }

  /**
   * Writes the first frame, which the other side is at work on while a thread is made that reads.
   *
   * @throws AgentException if interrupted; the connection is closed then
   */
  void begin(byte[] first) {
    try {
      write(first);
    } catch (ClosedByInterruptException e) {
      throw new AgentException("interrupted while the agent was asked", e);
    } catch (IOException e) {
      // The reader sees the same end, after the last frames that came before it, and reports.
    }
    start("reader", this::readAll);
  }

  /** Queues a further frame, which must not change any more. */
  void send(byte[] frame) {
    outgoing.add(frame);
    if (writing.compareAndSet(false, true)) {
      start("writer", this::writeAll);
    }
  }

  /** Ends the connection, which abandons an operation that has not ended. Idempotent. */
  @Override
  public void close() {
    outgoing.add(STOP);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(String part, Runnable work) {
    Thread.Builder threads = onVirtualThreads ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    try {
      threads.name(name + ' ' + part).start(work);
    } catch (Error e) {
      close(); // no more threads to be had: nobody would read, or write what is queued
      throw e;
    }
  }

  private void write(byte[] frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void readAll() {
    Exception cause = null;
    try {
      readFrames();
    } catch (IOException | RuntimeException e) {
      cause = e; // whatever it is, those who wait must learn of it
    } catch (Error e) {
      cause = new AgentException("the connection to the box's agent was given up: " + e, e);
    } finally {
      close();
    }
    handler.ended(cause);
  }

  private void readFrames() throws IOException {
    FrameAssembler frames = FrameAssembler.fromAgent();
    while (true) {
      ByteBuffer room = ByteBuffer.wrap(frames.buffer(), frames.writeOffset(), frames.writable());
      int got = channel.read(room);
      if (got < 0) {
        break;
      }
      frames.added(got);
      while (frames.next()) {
        if (frames.channel() != Protocol.CLIENT_CHANNEL) {
          throw new ProtocolException("channel " + frames.channel() + " on a client's connection");
        }
        if (!handler.frame(frames)) {
          return;
        }
      }
      frames.rest();
    }
    if (frames.hasPartialFrame()) {
      throw new ProtocolException("the connection ended within a frame");
    }
  }

  private void writeAll() {
    try {
      for (byte[] frame = outgoing.take(); frame.length > 0; frame = outgoing.take()) {
        write(frame);
      }
    } catch (IOException e) {
      // The reader sees the same end, after the last frames that came before it, and reports.
      return;
    } catch (Error e) {
      close();
      throw e;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody has this thread to interrupt it", e);
    }
  }
}
