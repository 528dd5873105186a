package dev.hutch.vmm.journal;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;
import org.jspecify.annotations.Nullable;

/**
 * Adds lines to a journal. A disk that is full, or fails, must end no box: what cannot be written
 * is left out. Safe for use by several threads.
 */
public final class JournalWriter {
  private final @Nullable Fd file;
  private boolean torn;

  /**
   * Prepares to write.
   *
   * @param file the journal, open for writing and appending; borrowed. Null for no journal
   */
  public JournalWriter(@Nullable Fd file) {
    this.file = file;
  }

  /**
   * Writes one line, by one write(2); does not wait for the disk.
   *
   * @return whether all of it is in the file
   */
  public synchronized boolean write(JournalLine line) {
    if (file == null) {
      return false;
    }
    byte[] bytes = torn ? afterTorn(line.encode()) : line.encode();
    try {
      int written = file.write(bytes, 0, bytes.length);
      torn = written < bytes.length;
      return !torn;
    } catch (PosixException e) {
      return false;
    }
  }

  /** A line after one that was cut short must not become part of it. */
  private static byte[] afterTorn(byte[] line) {
    byte[] bytes = new byte[line.length + 1];
    bytes[0] = '\n';
    System.arraycopy(line, 0, bytes, 1, line.length);
    return bytes;
  }
}
