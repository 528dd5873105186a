package dev.hutch;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that a command wrote to one of its streams, or a guest to its console. */
public final class Output {
  private final byte[] bytes;
  private final boolean truncated;

  Output(byte[] bytes, boolean truncated) {
    this.bytes = bytes;
    this.truncated = truncated;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes read as UTF-8, with U+FFFD for what is none. */
  public String text() {
    return text(StandardCharsets.UTF_8);
  }

  /** The bytes read in a charset, with its replacement for what does not fit it. */
  public String text(Charset charset) {
    return new String(bytes, charset);
  }

  /** How many bytes were kept. */
  public int size() {
    return bytes.length;
  }

  /** Whether more was written than is kept: the rest was dropped. */
  public boolean truncated() {
    return truncated;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Output that
        && truncated == that.truncated
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + (truncated ? " bytes, truncated" : " bytes");
  }
}
