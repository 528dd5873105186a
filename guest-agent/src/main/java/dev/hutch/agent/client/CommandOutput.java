package dev.hutch.agent.client;

import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An output of a command; holds at most a window of unread bytes, unless it is {@linkplain #gather
 * gathered}. Safe for use by many threads.
 */
public final class CommandOutput extends InputStream {
  private final Connection connection;
  private final int stream;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final StallLimit stalls = new StallLimit();
  private final ByteRing unread = new ByteRing();
  private int allowed = Protocol.WINDOW;
  private int consumed;
  private boolean ended;
  private boolean closed;
  private boolean unheld;
  private int kept = Protocol.WINDOW;
  private boolean dropping;
  private @Nullable Exception failure;

  CommandOutput(Connection connection, int stream) {
    this.connection = connection;
    this.stream = stream;
  }

  /** Takes over the payload of a DATA frame. */
  void receive(byte[] from, int at, int length) {
    lock.lock();
    try {
      int cost = Protocol.HEADER_BYTES + length;
      if (ended || cost > allowed) {
        throw new ProtocolException(
            "DATA of "
                + length
                + " bytes on stream "
                + stream
                + (ended ? " after END" : " without credit"));
      }
      allowed -= cost;
      consumed += Protocol.HEADER_BYTES;
      if (closed || unheld) {
        consumed += length;
      }
      if (!closed && !dropping) {
        keep(from, at, length);
      }
      giveCredit();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** No more will come. */
  void end() {
    lock.lock();
    try {
      if (ended) {
        throw new ProtocolException("END twice on stream " + stream);
      }
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The operation has ended: a stream that has not will not do so in order any more. */
  void over() {
    lock.lock();
    try {
      if (!ended && failure == null) {
        failure = new ProtocolException("the command's end came before that of its output");
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets a read wait for the guest no longer than that. */
  void limitStalls(long nanos) {
    stalls.set(nanos);
  }

  /** The connection is over; no effect on a stream that has ended. */
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
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    lock.lock();
    try {
      awaitSomething();
      if (unread.size() == 0) {
        return -1;
      }
      int count = unread.take(to, at, length);
      consumed += unheld ? 0 : count;
      giveCredit();
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return unread.size();
    } finally {
      lock.unlock();
    }
  }

  /** Discards what is there and what still comes; the command does not notice. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      consumed += unheld ? 0 : unread.size();
      unread.clear();
      giveCredit();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the command's end come, whoever reads: from now on what still comes is kept up to a
   * window, and the rest discarded. Does nothing to what is gathered.
   */
  void letGo() {
    gather(Protocol.WINDOW);
  }

  /**
   * Lets the command get on without a reader: from now on the first of what is unread and still
   * comes is kept, and the rest discarded. Only the first call counts.
   *
   * @param limit how many bytes to keep at most, to 1 GiB
   */
  public void gather(int limit) {
    lock.lock();
    try {
      if (unheld || closed) {
        return;
      }
      consumed += unread.size();
      if (unread.size() > limit) {
        unread.cut(limit);
        dropping = true;
      }
      kept = limit;
      unheld = true;
      giveCredit();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what was {@linkplain #gather gathered}; to be called when the command has ended.
   *
   * @throws IOException if the end of the output never came
   */
  public byte[] gathered() throws IOException {
    lock.lock();
    try {
      if (!ended && failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      byte[] all = new byte[unread.size()];
      unread.take(all, 0, all.length);
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Whether some of it was discarded, because it was more than was to be kept. */
  public boolean isCut() {
    lock.lock();
    try {
      return dropping;
    } finally {
      lock.unlock();
    }
  }

  private void keep(byte[] from, int at, int length) {
    int room = unheld ? Math.min(length, kept - unread.size()) : length;
    unread.put(from, at, room);
    dropping = room < length;
  }

  private void awaitSomething() throws IOException {
    long left = stalls.begin();
    while (true) {
      if (closed) {
        throw new IOException("stream closed");
      }
      if (unread.size() > 0 || ended) {
        return;
      }
      if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      try {
        left = stalls.await(changed, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading from a command");
      }
    }
  }

  private void giveCredit() {
    if (consumed >= Protocol.CREDIT_QUANTUM && !ended && failure == null) {
      allowed += consumed;
      connection.send(Frames.credit(Protocol.CLIENT_CHANNEL, stream, consumed));
      consumed = 0;
    }
  }
}
