package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Drains the console pipe into a log file that never grows beyond a limit: when it is full it is
 * begun again with the newest part. The newest part is also kept in memory, for the message of a
 * failure, and because the file may not be readable or writable.
 */
final class ConsoleLog {
  /** The file's largest size, in bytes. */
  static final int FILE_LIMIT = 1024 * 1024;

  /** How much of the newest output is kept when the file begins again. */
  static final int KEPT = 256 * 1024;

  private static final int PIPE_CAPACITY = 64 * 1024;
  private static final int FIRST_CAPACITY = 4096;
  private static final byte[] CUT =
      "[hutch: earlier output was dropped]\n".getBytes(StandardCharsets.US_ASCII);

  private final Wire wire;
  private final Fd pipe;
  private final Fd file;
  private final byte[] chunk = new byte[16 * 1024];
  private byte[] newest = new byte[FIRST_CAPACITY];
  private int next;
  private boolean wrapped;
  private long fileSize;
  private boolean ended;

  /**
   * Prepares to drain.
   *
   * @param pipe the reading end; is made non-blocking
   * @param file the log, open for appending
   */
  ConsoleLog(Wire wire, Fd pipe, Fd file) {
    this.wire = wire;
    this.pipe = pipe;
    this.file = file;
    this.fileSize = file.size();
    pipe.setNonBlocking(true);
  }

  Fd pipe() {
    return pipe;
  }

  /** Whether no writer is left. */
  boolean isEnded() {
    return ended;
  }

  /** Reads once and logs it; returns whether there was anything. */
  boolean read() {
    int count = wire.read(pipe, chunk, 0, chunk.length);
    if (count <= 0) {
      ended |= count != -Errno.EAGAIN;
      return false;
    }
    remember(count);
    log(count);
    return true;
  }

  /**
   * Reads what the pipe can hold. With libkrun this process ends without a word as soon as the
   * guest has: what is still in the pipe then is lost.
   */
  void readPipe() {
    for (int i = 0; i < PIPE_CAPACITY / chunk.length && read(); i++) {}
  }

  /** Reads what there is, at most one limit's worth. */
  void drain() {
    for (int i = 0; i < FILE_LIMIT / chunk.length && read(); i++) {}
  }

  /** The last lines of output, about {@code bytes} long, as text. */
  String tail(int bytes) {
    byte[] all = newest();
    int from = Math.max(0, all.length - bytes);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
  }

  private void remember(int count) {
    while (!wrapped && newest.length < KEPT && next + count > newest.length) {
      newest = Arrays.copyOf(newest, Math.min(KEPT, 2 * newest.length));
    }
    int first = Math.min(count, newest.length - next);
    System.arraycopy(chunk, 0, newest, next, first);
    next += first;
    if (next == newest.length) {
      wrapped = newest.length == KEPT;
      next = wrapped ? 0 : next;
    }
    if (first < count) {
      System.arraycopy(chunk, first, newest, 0, count - first);
      next = count - first;
    }
  }

  private byte[] newest() {
    byte[] all = new byte[wrapped ? newest.length : next];
    int old = wrapped ? newest.length - next : 0;
    System.arraycopy(newest, newest.length - old, all, 0, old);
    System.arraycopy(newest, 0, all, old, next);
    return all;
  }

  private void log(int count) {
    try {
      if (fileSize + count <= FILE_LIMIT) {
        append(chunk, count);
        return;
      }
      file.truncate(0);
      fileSize = 0;
      byte[] all = newest();
      append(CUT, CUT.length);
      append(all, all.length);
    } catch (PosixException e) {
      // A full disk must not end the box: what was printed is still in memory.
      fileSize = FILE_LIMIT;
    }
  }

  private void append(byte[] from, int length) {
    int done = 0;
    while (done < length) {
      int taken = wire.write(file, from, done, length - done);
      if (taken <= 0) {
        throw new PosixException("write", file + ", " + (length - done) + " bytes", taken);
      }
      done += taken;
    }
    fileSize += length;
  }
}
