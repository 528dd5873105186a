package dev.hutch.files;

import dev.hutch.agent.files.DirectoryEntry;
import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The files in a directory. The names of a small one are all read at once, and its session is given
 * back: so a deep walk takes one session and not one for each level. That of a large one is kept
 * until its end, so that it takes no more memory than a small one.
 */
final class BoxDirectoryStream implements DirectoryStream<Path>, OpenThing {
  private static final int EAGER_NAMES = 4_096;

  private final BoxPath directory;
  private final Filter<? super Path> filter;
  private final OpenFile file;
  private final Turn turn;
  private final Queue<DirectoryEntry> entries = new ArrayDeque<>();
  private boolean iterated;
  private volatile boolean ended;
  private volatile boolean closed;

  private BoxDirectoryStream(BoxPath directory, Filter<? super Path> filter, OpenFile file) {
    this.directory = directory;
    this.filter = filter;
    this.file = file;
    this.turn = new Turn(file, () -> file.fileSystem().forget(this));
  }

  static BoxDirectoryStream open(BoxPath directory, Filter<? super Path> filter)
      throws IOException {
    OpenFile file = OpenFile.openDirectory(directory);
    BoxDirectoryStream stream = new BoxDirectoryStream(directory, filter, file);
    directory.getFileSystem().remember(stream);
    try {
      while (!stream.ended && stream.entries.size() < EAGER_NAMES) {
        stream.readOn();
      }
    } catch (IOException e) {
      stream.close();
      throw e;
    }
    return stream;
  }

  @Override
  public synchronized Iterator<Path> iterator() {
    if (isClosed()) {
      throw new ClosedDirectoryStreamException();
    }
    if (iterated) {
      throw new IllegalStateException("Iterator already obtained");
    }
    iterated = true;
    return new Entries();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    release();
  }

  @Override
  public void abort() {
    closed = true;
    turn.abort();
  }

  private boolean isClosed() {
    return closed || !directory.getFileSystem().isOpen();
  }

  private void release() throws IOException {
    turn.close(
        Duration.ZERO,
        () -> {
          file.closeUnheard(0);
          return this;
        });
  }

  private void readOn() throws IOException {
    List<DirectoryEntry> next = turn.take(file::list);
    entries.addAll(next);
    if (next.isEmpty()) {
      ended = true;
      release();
    }
  }

  /** Of those who ask, the first gets the next; a closed directory has none. */
  private final class Entries implements Iterator<Path> {
    private @Nullable Path next;

    @Override
    public synchronized boolean hasNext() {
      if (next == null) {
        next = find();
      }
      return next != null;
    }

    @Override
    public synchronized Path next() {
      Path found = next == null ? find() : next;
      next = null;
      if (found == null) {
        throw new NoSuchElementException();
      }
      return found;
    }

    private @Nullable Path find() {
      try {
        for (DirectoryEntry entry = poll(); entry != null; entry = poll()) {
          BoxPath path = directory.resolveName(entry.name());
          if (filter.accept(path)) {
            return path;
          }
        }
        return null;
      } catch (IOException e) {
        throw new DirectoryIteratorException(e);
      }
    }

    private @Nullable DirectoryEntry poll() throws IOException {
      while (entries.isEmpty() && !ended && !isClosed()) {
        readOn();
      }
      return isClosed() ? null : entries.poll();
    }
  }
}
