package dev.hutch.jailer.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.durable.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The file that remembers which process is a box's shim.
 *
 * @param path where it is
 */
public record PidFile(Path path) {
  private static final int LIMIT = 4096;

  /**
   * Replaces the file in one step, as {@link AtomicFile#replace} does.
   *
   * @throws JailerException if it cannot be written; the old file is then untouched and no
   *     temporary one left
   */
  public void write(ShimIdentity identity) {
    AtomicFile.replace(path, PidFileFormat.encode(identity).getBytes(UTF_8));
  }

  /** Reads the file as a record of {@code box}; whatever it holds, the answer is a value. */
  public PidRecord read(BoxId box) {
    ByteBuffer content = ByteBuffer.allocate(LIMIT + 1);
    try (SeekableByteChannel file = Files.newByteChannel(path, Set.of(READ, NOFOLLOW_LINKS))) {
      int count = 0;
      while (content.hasRemaining() && count >= 0) {
        count = file.read(content);
      }
    } catch (NoSuchFileException e) {
      return new PidRecord.Missing();
    } catch (IOException e) {
      return new PidRecord.Unreadable(e.toString());
    }
    if (!content.hasRemaining()) {
      return new PidRecord.Unreadable("longer than " + LIMIT + " bytes");
    }
    return PidFileFormat.decode(new String(content.array(), 0, content.position(), UTF_8), box);
  }

  /**
   * Removes the file if it is there.
   *
   * @throws JailerException if it cannot be removed
   */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new JailerException("cannot delete the pid file " + path + ": " + e, e);
    }
  }
}
