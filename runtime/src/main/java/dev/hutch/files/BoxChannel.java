package dev.hutch.files;

import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A file of a box as a channel. What a read returns is in the file then, and what a write was given
 * is in the file when it returns: only the parts of one call do not wait for each other.
 */
final class BoxChannel implements SeekableByteChannel, OpenThing {
  /** As many parts as fit the window of a stream. */
  private static final int PARTS = 4;

  private final OpenFile file;
  private final OpenMode mode;
  private final Turn turn;
  private long position;

  BoxChannel(OpenFile file, OpenMode mode) {
    this.file = file;
    this.mode = mode;
    this.turn = new Turn(file, () -> file.fileSystem().forget(this));
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    turn.requireOpen();
    if (!mode.has(StandardOpenOption.READ)) {
      throw new NonReadableChannelException();
    }
    return turn.take(() -> to.hasRemaining() ? (file.hasPositions() ? fill(to) : readOnce(to)) : 0);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    requireWritable();
    return turn.take(() -> writeAll(from));
  }

  /** That of a file that is appended to is its end. */
  @Override
  public long position() throws IOException {
    return turn.take(() -> appends() ? file.size() : position);
  }

  @Override
  public BoxChannel position(long newPosition) throws IOException {
    turn.requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("the position " + newPosition + " is negative");
    }
    return turn.take(
        () -> {
          position = newPosition;
          return this;
        });
  }

  @Override
  public long size() throws IOException {
    return turn.take(file::size);
  }

  @Override
  public BoxChannel truncate(long size) throws IOException {
    turn.requireOpen();
    if (size < 0) {
      throw new IllegalArgumentException("the size " + size + " is negative");
    }
    requireWritable();
    return turn.take(
        () -> {
          if (size < file.size()) {
            file.truncate(size);
          }
          position = Math.min(position, size);
          return this;
        });
  }

  @Override
  public boolean isOpen() {
    return turn.isOpen();
  }

  /** A read or write under way in another thread fails. */
  @Override
  public void close() throws IOException {
    turn.close(
        Duration.ZERO,
        () -> {
          if (!mode.has(StandardOpenOption.WRITE)) {
            file.closeUnheard(0);
            return this;
          }
          int errno = file.close(0);
          if (errno != 0) {
            throw FileFailure.of(errno);
          }
          return this;
        });
  }

  @Override
  public void abort() {
    turn.abort();
  }

  private void requireWritable() throws IOException {
    turn.requireOpen();
    if (!mode.has(StandardOpenOption.WRITE)) {
      throw new NonWritableChannelException();
    }
  }

  private boolean appends() {
    return mode.has(StandardOpenOption.APPEND);
  }

  /** A FIFO or terminal gives what it has, and has no positions. */
  private int readOnce(ByteBuffer to) throws IOException {
    file.sendRead(FileRequest.CURRENT, Math.min(to.remaining(), OpenFile.CHUNK));
    FileAnswer answer = file.receive();
    int count = Math.min(answer.bytes().length, to.remaining());
    to.put(answer.bytes(), 0, count);
    return moved(count, answer.errno(), -1);
  }

  private int fill(ByteBuffer to) throws IOException {
    int wanted = to.remaining();
    int asked = 0;
    int done = 0;
    int errno = 0;
    boolean ended = false;
    for (int due = 0; due > 0 || (asked < wanted && !ended); due--) {
      for (; due < PARTS && asked < wanted && !ended; due++) {
        int part = Math.min(wanted - asked, OpenFile.CHUNK);
        file.sendRead(position + asked, part);
        asked += part;
      }
      FileAnswer answer = file.receive();
      if (!ended) {
        int count = Math.min(answer.bytes().length, wanted - done);
        to.put(answer.bytes(), 0, count);
        done += count;
        errno = answer.errno();
        ended = count < OpenFile.CHUNK;
      }
    }
    return moved(done, errno, -1);
  }

  /** What follows a part that failed may be written too, and is again by who writes the rest. */
  private int writeAll(ByteBuffer from) throws IOException {
    int start = from.position();
    int wanted = from.remaining();
    byte[] part = new byte[Math.min(wanted, OpenFile.CHUNK)];
    int parts = appends() ? 1 : PARTS;
    int sent = 0;
    int done = 0;
    int errno = 0;
    for (int due = 0; due > 0 || (sent < wanted && errno == 0); due--) {
      for (; due < parts && sent < wanted && errno == 0; due++) {
        int count = Math.min(wanted - sent, part.length);
        from.get(start + sent, part, 0, count);
        file.sendWrite(offset(sent), part, 0, count);
        sent += count;
      }
      FileAnswer answer = file.receive();
      errno = errno == 0 ? answer.errno() : errno;
      done = errno == 0 ? Math.min(done + part.length, wanted) : done;
    }
    from.position(start + done);
    return moved(done, errno, 0);
  }

  private long offset(int behindPosition) {
    return file.hasPositions() ? position + behindPosition : FileRequest.CURRENT;
  }

  /** What was done counts before what failed, which fails again. */
  private int moved(int done, int errno, int nothing) throws IOException {
    if (done == 0 && errno != 0) {
      throw FileFailure.of(errno);
    }
    position += done;
    return done == 0 ? nothing : done;
  }
}
