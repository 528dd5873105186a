package dev.hutch.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may use an open file: one thread at a time, until it is closed. As with channels of the JDK,
 * an interrupt closes it, and so does a thread that does not wait for the others.
 */
final class Turn {
  /** What is done in a turn. */
  interface Work<T> {
    T run() throws IOException;
  }

  private final OpenFile file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable ended;
  private volatile boolean closed;

  /**
   * To a file.
   *
   * @param ended what is done once it is closed in whatever way
   */
  Turn(OpenFile file, Runnable ended) {
    this.file = file;
    this.ended = ended;
  }

  boolean isOpen() {
    return !closed;
  }

  <T> T take(Work<T> work) throws IOException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
    try {
      requireOpen();
      return work.run();
    } catch (InterruptedIOException e) {
      throw interrupted();
    } catch (IOException e) {
      throw closed && !(e instanceof ClosedChannelException) ? new AsynchronousCloseException() : e;
    } finally {
      lock.unlock();
    }
  }

  void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  /**
   * Closes the file; of two who do, the second does nothing.
   *
   * @param patience how long one who uses the file now may go on
   * @param last what is done when nobody uses it any more
   */
  void close(Duration patience, Work<?> last) throws IOException {
    if (!lock.tryLock() && !lockWithin(patience)) {
      abort();
      return;
    }
    try {
      if (!closed) {
        closed = true;
        ended.run();
        last.run();
      }
    } finally {
      lock.unlock();
    }
  }

  void abort() {
    if (!closed) {
      closed = true;
      ended.run();
      file.abort();
    }
  }

  private boolean lockWithin(Duration patience) {
    try {
      return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private IOException interrupted() {
    abort();
    return new ClosedByInterruptException();
  }
}
