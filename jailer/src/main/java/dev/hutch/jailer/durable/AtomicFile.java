package dev.hutch.jailer.durable;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hutch.jailer.JailerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Replaces small files as a whole. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Replaces a file in one step, or makes it: a reader sees the old content, the new, or no file,
   * and never a part of one, also if the host loses power. Only its owner may read it. Blocks for
   * two fsyncs.
   *
   * @param path the file, in a directory that exists
   * @param content what is to be in it
   * @throws JailerException if it cannot be written; the old file is then untouched and no
   *     temporary one left
   */
  public static void replace(Path path, byte[] content) {
    Path temporary =
        path.resolveSibling(
            "."
                + path.getFileName()
                + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      try {
        writeDurably(temporary, content);
        Files.move(temporary, path, ATOMIC_MOVE);
      } catch (IOException | RuntimeException e) {
        deleteAfterFailure(temporary, e);
        throw e;
      }
      try (FileChannel renames = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
        renames.force(true);
      }
    } catch (IOException e) {
      throw new JailerException("cannot write " + path + ": " + e, e);
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
