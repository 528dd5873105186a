package dev.hutch;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where a buffered command's standard input comes from. */
public final class Stdin {
  /** No bytes: the command reads end-of-file at once. */
  public static final Stdin EMPTY = new Stdin("empty", () -> new ByteArrayInputStream(new byte[0]));

  private final String name;
  private final Source source;

  private interface Source {
    InputStream open() throws IOException;
  }

  private Stdin(String name, Source source) {
    this.name = name;
    this.source = source;
  }

  /**
   * These bytes.
   *
   * @param bytes copied, so that later changes have no effect
   */
  public static Stdin of(byte[] bytes) {
    if (bytes.length == 0) {
      return EMPTY;
    }
    byte[] copy = bytes.clone();
    return new Stdin(copy.length + " bytes", () -> new ByteArrayInputStream(copy));
  }

  /**
   * A file of the host as it is when the command is run.
   *
   * @param file opened anew by each run
   */
  public static Stdin of(Path file) {
    return new Stdin(file.toString(), () -> Files.newInputStream(file));
  }

  /**
   * What a stream still gives, up to its end. It serves one run, which does not close it. What was
   * read from it before the command ended, and the command did not take, is lost.
   */
  public static Stdin of(InputStream stream) {
    AtomicReference<@Nullable InputStream> unused = new AtomicReference<>(stream);
    return new Stdin(
        "a stream",
        () -> {
          InputStream taken = unused.getAndSet(null);
          if (taken == null) {
            throw new IOException("the stream was given to another run already");
          }
          return new Unclosed(taken);
        });
  }

  /** Whether it is known to have no bytes. */
  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /**
   * A new stream over it.
   *
   * @throws IOException if a file cannot be opened, or a stream was opened before
   */
  public InputStream open() throws IOException {
    return source.open();
  }

  @Override
  public String toString() {
    return name;
  }

  /** It is its owner's to close. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream of) {
      super(of);
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
      return in.read(to, at, length);
    }

    @Override
    public void close() {}
  }
}
