package dev.hutch.jailer.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.JailerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file that remembers which process is a box's shim.
 *
 * @param path where it is
 */
public record PidFile(Path path) {
  private static final int LIMIT = 4096;

  /**
   * Replaces the file in one step: a reader sees the old content, the new, or no file, and never a
   * part of one, also if the host loses power. Blocks for two fsyncs.
   *
   * @throws JailerException if it cannot be written; the old file is then untouched and no
   *     temporary one left
   */
  public void write(ShimIdentity identity) {
    Path directory = path.toAbsolutePath().getParent();
    Path temporary =
        path.resolveSibling(
            "."
                + path.getFileName()
                + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      try {
        writeDurably(temporary, PidFileFormat.encode(identity).getBytes(UTF_8));
        Files.move(temporary, path, ATOMIC_MOVE);
      } catch (IOException | RuntimeException e) {
        deleteAfterFailure(temporary, e);
        throw e;
      }
      try (FileChannel renames = FileChannel.open(directory, READ)) {
        renames.force(true);
      }
    } catch (IOException e) {
      throw new JailerException("cannot write the pid file " + path + ": " + e, e);
    }
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

  private static void writeDurably(Path file, byte[] content) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), ownerOnly)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void deleteAfterFailure(Path temporary, Exception failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
