package dev.hutch;

import dev.hutch.home.ConsoleReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** What a box writes to its console, as it is written, until it has ended. */
final class ConsoleStream extends InputStream {
  private final ConsoleReader reader;
  private final WatchService watch;
  private final CompletableFuture<Void> end;
  private byte[] some = new byte[0];
  private int taken;
  private volatile boolean closed;

  private ConsoleStream(ConsoleReader reader, WatchService watch, CompletableFuture<Void> end) {
    this.reader = reader;
    this.watch = watch;
    this.end = end;
  }

  /**
   * Begins with what there is.
   *
   * @param log in a directory that is there
   * @param end completes when nothing of the box runs any more; cancelled with the stream
   */
  @SuppressWarnings("FutureReturnValueIgnored") // who is woken sees how it ended
  static ConsoleStream of(Path log, CompletableFuture<Void> end) throws IOException {
    Path directory = Objects.requireNonNull(log.getParent());
    WatchService watch = directory.getFileSystem().newWatchService();
    try {
      directory.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    } catch (IOException e) {
      watch.close();
      throw e;
    }
    ConsoleStream stream = new ConsoleStream(new ConsoleReader(log), watch, end);
    end.whenComplete((none, failure) -> stream.wake());
    return stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, to.length);
    if (length == 0) {
      return 0;
    }
    if (taken == some.length && !awaitSome()) {
      return -1;
    }
    int count = Math.min(length, some.length - taken);
    System.arraycopy(some, taken, to, at, count);
    taken += count;
    return count;
  }

  private boolean awaitSome() throws IOException {
    while (true) {
      // asked first: what the box wrote before its end is there then
      boolean over = end.isDone();
      requireOpen();
      some = reader.next(over);
      taken = 0;
      if (some.length > 0) {
        return true;
      }
      if (over) {
        return ended();
      }
      awaitChange();
    }
  }

  private boolean ended() throws IOException {
    if (end.isCancelled()) {
      throw new IOException("the runtime is closed, and the end of the box not known");
    }
    if (end.isCompletedExceptionally()) {
      throw new IOException("the end of the box cannot be waited for any more", end.exceptionNow());
    }
    return false;
  }

  private void awaitChange() throws IOException {
    try {
      WatchKey key = watch.take();
      key.pollEvents();
      key.reset();
    } catch (ClosedWatchServiceException e) {
      return; // by the end of the box, or by close()
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while following a console");
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("stream closed");
    }
  }

  @Override
  public int available() throws IOException {
    requireOpen();
    return some.length - taken + reader.available();
  }

  private void wake() {
    try {
      watch.close();
    } catch (IOException e) {
      throw new HutchException("a console cannot be left", e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    end.cancel(false);
    wake();
    reader.close();
  }
}
