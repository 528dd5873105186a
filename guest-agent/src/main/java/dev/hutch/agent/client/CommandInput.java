package dev.hutch.agent.client;

import dev.hutch.agent.protocol.FrameHeader;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A command's standard input; a write returns when the bytes are on their way within the credit.
 */
final class CommandInput extends OutputStream {
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final StallLimit stalls = new StallLimit();
  private int credit = Protocol.WINDOW;
  private long taken;
  private boolean readerGone;
  private boolean closed;
  private @Nullable Exception failure;

  CommandInput(Connection connection, boolean open) {
    this.connection = connection;
    this.closed = !open;
  }

  /** The agent consumed so many bytes. */
  void give(int bytes) {
    lock.lock();
    try {
      if (bytes > Protocol.WINDOW - credit) {
        throw new ProtocolException("credit of " + bytes + " bytes above the window");
      }
      credit += bytes;
      taken += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes the agent has consumed so far, with those of the frames around them. */
  long taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** The command closed its end. */
  void readerIsGone() {
    lock.lock();
    try {
      readerGone = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets a write wait for the guest no longer than that. */
  void limitStalls(long nanos) {
    stalls.set(nanos);
  }

  /** The connection is over. */
  void fail(Exception cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, from.length);
    int sent = 0;
    lock.lock();
    try {
      while (sent < length) {
        awaitCredit();
        int count =
            Math.min(Math.min(length - sent, Protocol.MAX_PAYLOAD), credit - Protocol.HEADER_BYTES);
        sendChunk(from, at + sent, count);
        sent += count;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the command's input. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed && failure == null) {
        connection.send(Frames.empty(FrameType.END, Protocol.CLIENT_CHANNEL, Protocol.STDIN));
      }
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void sendChunk(byte[] from, int at, int count) {
    byte[] frame = new byte[Protocol.HEADER_BYTES + count];
    FrameHeader.write(frame, 0, FrameType.DATA, Protocol.CLIENT_CHANNEL, Protocol.STDIN, count);
    System.arraycopy(from, at, frame, Protocol.HEADER_BYTES, count);
    credit -= frame.length;
    connection.send(frame);
  }

  private void awaitCredit() throws IOException {
    long left = stalls.begin();
    while (true) {
      if (closed) {
        throw new IOException("stream closed");
      }
      if (readerGone) {
        throw new IOException("Broken pipe: the other side has closed its input");
      }
      if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      if (credit > Protocol.HEADER_BYTES) {
        return;
      }
      try {
        left = stalls.await(changed, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while writing to a command");
      }
    }
  }
}
