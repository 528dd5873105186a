package dev.hutch.files;

import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * A file of a box, read ahead of its reader from where it is an ordinary file: up to four parts of
 * 64 KiB from the first read on. A reader that comes back after the end gets what was added since.
 */
final class BoxInput extends InputStream implements OpenThing {
  private static final int PARTS = 4;
  private static final int FIRST_PARTS = 2;

  private final OpenFile file;
  private final Turn turn;
  private int ahead;
  private int due;
  private byte[] part = new byte[0];
  private int at;

  BoxInput(OpenFile file) {
    this.file = file;
    this.turn = new Turn(file, () -> file.fileSystem().forget(this));
    this.ahead = file.hasPositions() ? FIRST_PARTS : 1;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    return turn.take(() -> length == 0 ? 0 : take(to, offset, length));
  }

  @Override
  public int available() throws IOException {
    return turn.take(() -> part.length - at);
  }

  /** A read under way in another thread fails. */
  @Override
  public void close() throws IOException {
    turn.close(
        Duration.ZERO,
        () -> {
          file.closeUnheard(due);
          return this;
        });
  }

  @Override
  public void abort() {
    turn.abort();
  }

  private int take(byte[] to, int offset, int length) throws IOException {
    if (at == part.length && !nextPart()) {
      return -1;
    }
    int count = Math.min(length, part.length - at);
    System.arraycopy(part, at, to, offset, count);
    at += count;
    return count;
  }

  /** False at the end, when nothing is due any more. */
  private boolean nextPart() throws IOException {
    for (; due < ahead; due++) {
      file.sendRead(FileRequest.CURRENT, OpenFile.CHUNK);
    }
    if (file.hasPositions()) {
      ahead = PARTS;
    }
    int errno = receive();
    while (part.length == 0 && due > 0) {
      int next = receive();
      errno = errno == 0 ? next : errno;
    }
    if (errno != 0) {
      throw FileFailure.of(errno);
    }
    return part.length > 0;
  }

  private int receive() throws IOException {
    FileAnswer answer = file.receive();
    due--;
    part = answer.bytes();
    at = 0;
    return answer.errno();
  }
}
