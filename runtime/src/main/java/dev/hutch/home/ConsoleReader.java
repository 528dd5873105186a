package dev.hutch.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a console log piece by piece while it grows. Its writer begins it again with its newest
 * part when it is full; the reader then finds its place by the last bytes that it has read. Not for
 * several threads.
 */
public final class ConsoleReader implements AutoCloseable {
  /** How large a log is that was just begun again, at least. */
  static final int BEGUN_AGAIN = 256 * 1024;

  private static final int CHUNK = 64 * 1024;
  private static final int MOST = 1024 * 1024;

  /** Enough to be found again among lines with times in front. */
  private static final int KNOWN = 1024;

  private static final byte[] NONE = new byte[0];

  private final Path log;
  private @Nullable FileChannel file;
  private byte[] known = NONE;
  private long at;

  /** Over a log, which need not be there yet. */
  public ConsoleReader(Path log) {
    this.log = log;
  }

  /**
   * The next bytes.
   *
   * @param complete whether the log will not grow any more
   * @return none if there are none now
   */
  public byte[] next(boolean complete) throws IOException {
    FileChannel open = opened();
    if (open == null || !isInPlace(open, complete)) {
      return NONE;
    }
    byte[] some = read(open, at, CHUNK);
    at += some.length;
    remember(some);
    return some;
  }

  /** How many bytes there are to read now. */
  public int available() throws IOException {
    FileChannel open = opened();
    return open == null ? 0 : Math.clamp(open.size() - at, 0, MOST);
  }

  private @Nullable FileChannel opened() throws IOException {
    if (file == null) {
      try {
        file = FileChannel.open(log, StandardOpenOption.READ);
        // a shim need not be believed to keep its limit
        at = Math.max(0, file.size() - MOST);
      } catch (NoSuchFileException e) {
        return null;
      }
    }
    return file;
  }

  /** Whether what comes next is known; not while the writer is still at beginning the log again. */
  private boolean isInPlace(FileChannel open, boolean complete) throws IOException {
    if (Arrays.equals(read(open, at - known.length, known.length), known)) {
      return true;
    }
    byte[] all = read(open, Math.max(0, open.size() - MOST), MOST);
    int place = lastIndexOfKnown(all);
    if (place < 0 && all.length < BEGUN_AGAIN && !complete) {
      return false;
    }
    at = Math.max(0, open.size() - MOST) + Math.max(0, place);
    known = place < 0 ? NONE : known;
    return true;
  }

  /** Behind the last place where it is: nothing is to be shown twice. */
  private int lastIndexOfKnown(byte[] all) {
    for (int end = all.length; end >= known.length; end--) {
      if (Arrays.equals(all, end - known.length, end, known, 0, known.length)) {
        return end;
      }
    }
    return -1;
  }

  private void remember(byte[] some) {
    byte[] longer = Arrays.copyOf(known, known.length + some.length);
    System.arraycopy(some, 0, longer, known.length, some.length);
    known = Arrays.copyOfRange(longer, Math.max(0, longer.length - KNOWN), longer.length);
  }

  private static byte[] read(FileChannel file, long from, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(file.size() - from, 0, most));
    while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {}
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
