package dev.hutch.home;

import dev.hutch.HutchException;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;

/**
 * What happened in a box's current or last start, written by whoever did it: the process that
 * starts or stops it, and its shim, which is all that is there to tell when a detached box ends.
 *
 * @param path the file
 */
public record BoxJournal(Path path) {
  private static final int READ_BYTES = 64 * 1024;

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * What its end says, oldest first; nothing if the box was never started. The shim can write to
   * it, and somebody may have broken into the shim: no more than {@value #READ_BYTES} bytes count.
   */
  public List<JournalLine> read() {
    try (SeekableByteChannel file = Files.newByteChannel(path, StandardOpenOption.READ)) {
      long size = file.size();
      file.position(Math.max(0, size - READ_BYTES));
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(size, READ_BYTES));
      while (end.hasRemaining() && file.read(end) >= 0) {
        // until it is full, or the file is shorter by now
      }
      return JournalLine.parseAll(Arrays.copyOf(end.array(), end.position()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new HutchException("the journal " + path + " cannot be read: " + e, e);
    }
  }

  /** Begins it again with a start by this engine; to be called with the box's lock held. */
  public void begin(String engine) {
    write(
        JournalLine.now(JournalEvent.STARTING, "", engine),
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE));
  }

  /**
   * Adds a line, in one write. Where that cannot be done, on a full disk for one, it is logged: a
   * box must be stopped and removed all the same.
   */
  public void append(JournalEvent event, String phase, String message) {
    try {
      write(
          JournalLine.now(event, phase, message),
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (HutchException e) {
      LogManager.getLogger(BoxJournal.class).warn("{} is not recorded", event, e);
    }
  }

  private void write(JournalLine line, Set<StandardOpenOption> how) {
    ByteBuffer bytes = ByteBuffer.wrap(line.encode());
    try (SeekableByteChannel file = Files.newByteChannel(path, how, OWNER_ONLY)) {
      if (file.write(bytes) < bytes.limit()) {
        throw new IOException("the disk is full");
      }
    } catch (IOException e) {
      throw new HutchException("the journal " + path + " cannot be written: " + e, e);
    }
  }
}
