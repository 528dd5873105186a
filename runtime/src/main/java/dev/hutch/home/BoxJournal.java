package dev.hutch.home;

import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happened in a box's current or last start, written by whoever did it: the process that
 * starts or stops it, and its shim, which is all that is there to tell when a detached box ends.
 *
 * @param path the file
 */
public record BoxJournal(Path path) {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** What it says, oldest first; nothing if the box was never started. */
  public List<JournalLine> read() {
    try {
      return JournalLine.parseAll(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be read", e);
    }
  }

  /** The newest line; empty if the box was never started. */
  public Optional<JournalLine> newest() {
    List<JournalLine> lines = read();
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
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

  /** Adds a line, in one write. */
  public void append(JournalEvent event, String phase, String message) {
    write(
        JournalLine.now(event, phase, message),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  private void write(JournalLine line, Set<StandardOpenOption> how) {
    ByteBuffer bytes = ByteBuffer.wrap(line.encode());
    try (SeekableByteChannel file = Files.newByteChannel(path, how, OWNER_ONLY)) {
      if (file.write(bytes) < bytes.limit()) {
        throw new IOException("the disk is full");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be written", e);
    }
  }
}
