package dev.hutch;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes a buffered command reads from its standard input. */
public final class Stdin {
  /** No bytes: the command reads end-of-file at once. */
  public static final Stdin EMPTY = new Stdin(new byte[0]);

  private final byte[] bytes;

  private Stdin(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * These bytes.
   *
   * @param bytes copied, so that later changes have no effect
   */
  public static Stdin of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Stdin(bytes.clone());
  }

  /** How many bytes there are. */
  public int size() {
    return bytes.length;
  }

  /** A new stream over the bytes. */
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stdin that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
