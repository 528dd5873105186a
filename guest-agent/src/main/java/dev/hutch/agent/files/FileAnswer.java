package dev.hutch.agent.files;

import dev.hutch.agent.protocol.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer of the program {@code files}: an errno, or what was asked for. Which of the methods
 * fits is known from the request. Nothing the guest says is believed: each of them throws {@link
 * ProtocolException} for what the protocol does not allow, after which the program is not to be
 * spoken to any more.
 */
public final class FileAnswer {
  private static final int HEAD = 8;
  private static final int MIN_MESSAGE = 4;
  private static final int MAX_ERRNO = 4_095;

  private final int errno;
  private final byte[] body;

  private FileAnswer(int errno, byte[] body) {
    this.errno = errno;
    this.body = body;
  }

  /**
   * Reads one from the program's standard output; blocks until it is there.
   *
   * @throws EOFException if the program has ended instead
   * @throws IOException if the stream fails
   * @throws ProtocolException if its length or its errno is out of range
   */
  public static FileAnswer read(InputStream in) throws IOException {
    ByteBuffer head = littleEndian(exactly(in, HEAD));
    int length = head.getInt();
    int errno = head.getInt();
    if (length < MIN_MESSAGE || length > FileOperation.MAX_MESSAGE) {
      throw new ProtocolException("an answer of " + Integer.toUnsignedString(length) + " bytes");
    }
    if (errno < 0 || errno > MAX_ERRNO || (errno != 0 && length > MIN_MESSAGE)) {
      throw new ProtocolException("an answer with errno " + errno + " of " + length + " bytes");
    }
    return new FileAnswer(errno, exactly(in, length - MIN_MESSAGE));
  }

  /** 0 where it was done, else Linux's number of what is in the way, up to 4,095. */
  public int errno() {
    return errno;
  }

  /** Whether it was done. All methods below are only for this case. */
  public boolean isDone() {
    return errno == 0;
  }

  /** Checks that there is nothing but the errno. */
  public void nothing() {
    checkLength(0);
  }

  /** All of the answer: not a copy. At most {@link FileOperation#MAX_MESSAGE} bytes. */
  public byte[] bytes() {
    return body;
  }

  /** What {@link FileRequest#write} has written. */
  public int written() {
    checkLength(Integer.BYTES);
    return littleEndian(body).getInt();
  }

  /** What {@link FileRequest#copy} has copied. */
  public long copied() {
    checkLength(Long.BYTES);
    return littleEndian(body).getLong();
  }

  /** Of {@link FileRequest#stat} and {@link FileRequest#attributes}. */
  public GuestAttributes attributes() {
    checkLength(FileOperation.ATTRIBUTES_BYTES);
    return GuestAttributes.decode(littleEndian(body));
  }

  /** Of {@link FileRequest#space}. */
  public GuestSpace space() {
    checkLength(GuestSpace.BYTES);
    return GuestSpace.decode(littleEndian(body));
  }

  /**
   * Of {@link FileRequest#list}.
   *
   * @param attributes as in the request
   * @return entries in the guest's order, none at the directory's end; no name is empty, {@code .},
   *     {@code ..} or holds a slash or NUL
   */
  public List<DirectoryEntry> entries(boolean attributes) {
    List<DirectoryEntry> entries = new ArrayList<>();
    ByteBuffer from = littleEndian(body);
    while (from.hasRemaining()) {
      entries.add(DirectoryEntry.decode(from, attributes));
    }
    return entries;
  }

  private void checkLength(int expected) {
    if (body.length != expected || errno != 0) {
      throw new ProtocolException(
          "an answer of " + body.length + " bytes in place of " + expected + ", errno " + errno);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the box's file operations have ended");
    }
    return bytes;
  }
}
