package dev.hutch.agent.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request being put together. */
final class RequestBytes {
  private static final int LENGTH_BYTES = 4;
  private static final int HEAD_BYTES = 4;
  private static final int LEAVE_TIME = -1;

  private final byte[] bytes;
  private final ByteBuffer to;

  /** A request whose body is of so many bytes. */
  RequestBytes(int operation, int flags, int bodyBytes) {
    bytes = new byte[LENGTH_BYTES + HEAD_BYTES + bodyBytes];
    to = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    to.putInt(HEAD_BYTES + bodyBytes).put((byte) operation).put((byte) flags).putShort((short) 0);
  }

  /** One whose body begins with a handle, so many bytes before others. */
  static RequestBytes onHandle(int operation, int flags, int handle, int otherBytes) {
    return new RequestBytes(operation, flags, Integer.BYTES + otherBytes).handle(handle);
  }

  /** The bytes that a path takes. */
  static int sizeOf(byte[] path) {
    return Short.BYTES + Math.min(path.length, FileOperation.MAX_PATH + 1);
  }

  RequestBytes handle(int handle) {
    return number(Objects.checkIndex(handle, FileOperation.MAX_HANDLES));
  }

  RequestBytes number(int number) {
    to.putInt(number);
    return this;
  }

  RequestBytes number(long number) {
    to.putLong(number);
    return this;
  }

  RequestBytes time(@Nullable Instant time) {
    to.putLong(time == null ? 0 : time.getEpochSecond());
    to.putInt(time == null ? LEAVE_TIME : time.getNano());
    return this;
  }

  RequestBytes content(byte[] from, int at, int length) {
    to.put(from, at, length);
    return this;
  }

  RequestBytes path(byte[] path) {
    for (byte b : path) {
      if (b == 0) {
        throw new IllegalArgumentException("a NUL byte in a path of " + path.length + " bytes");
      }
    }
    byte[] sent = Arrays.copyOf(path, Math.min(path.length, FileOperation.MAX_PATH + 1));
    to.putShort((short) sent.length).put(sent);
    return this;
  }

  byte[] done() {
    return bytes;
  }
}
