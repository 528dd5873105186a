package dev.hutch.files;

import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * A file of a box that is written without waiting for each answer. What was written is in the file
 * when {@link #flush} or {@link #close} has returned; what failed is said by the next call, and by
 * each after it.
 */
final class BoxOutput extends OutputStream implements OpenThing {
  /** So that answers nobody has read never fill their stream, which would stop the guest. */
  private static final int MOST_DUE = 1_024;

  /** How long a close lets another thread finish its write, which may wait for ever. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final OpenFile file;
  private final Turn turn;
  private int due;
  private int errno;

  BoxOutput(OpenFile file) {
    this.file = file;
    this.turn = new Turn(file, () -> file.fileSystem().forget(this));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, from.length);
    turn.take(
        () -> {
          for (int at = 0; at < length; at += OpenFile.CHUNK) {
            send(from, offset + at, Math.min(length - at, OpenFile.CHUNK));
          }
          return this;
        });
  }

  /** Returns when all that was written is in the file. */
  @Override
  public void flush() throws IOException {
    turn.take(
        () -> {
          hear(0);
          return this;
        });
  }

  @Override
  public void close() throws IOException {
    turn.close(
        PATIENCE,
        () -> {
          closeFile();
          return this;
        });
  }

  @Override
  public void abort() {
    turn.abort();
  }

  private void send(byte[] from, int at, int length) throws IOException {
    while (due > 0 && file.hasAnswer()) {
      hear(due - 1);
    }
    hear(MOST_DUE - 1);
    file.sendWrite(FileRequest.CURRENT, from, at, length);
    due++;
  }

  /** Waits until at most so many answers are due. */
  private void hear(int left) throws IOException {
    for (; due > left; due--) {
      FileAnswer answer = file.receive();
      errno = errno == 0 ? answer.errno() : errno;
    }
    if (errno != 0) {
      throw FileFailure.of(errno);
    }
  }

  private void closeFile() throws IOException {
    int failure = file.close(due);
    errno = errno == 0 ? failure : errno;
    if (errno != 0) {
      throw FileFailure.of(errno);
    }
  }
}
