package dev.hutch.vmm.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is being written beside its final name and takes that name only when it is whole.
 * Closed before {@link #install()}, it is gone.
 */
public final class PartialFile implements AutoCloseable {
  /** What an unfinished file's or directory's name starts with. */
  public static final String PREFIX = ".partial-";

  /** Mode 0700, for every directory in a home. */
  public static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path target;
  private final Path path;
  private boolean installed;

  private PartialFile(Path target, Path path) {
    this.target = target;
    this.path = path;
  }

  /**
   * Creates an empty file, mode 0600, next to {@code target}, and the directories above it.
   *
   * @param target the final name
   * @return the file, which the caller closes
   * @throws PreparationException if it cannot be created
   */
  public static PartialFile of(Path target) {
    try {
      Path directory = Files.createDirectories(target.resolveSibling(""), PRIVATE_DIRECTORY);
      return new PartialFile(target, Files.createTempFile(directory, PREFIX, ""));
    } catch (IOException e) {
      throw PreparationException.writing(target, e);
    }
  }

  /**
   * Writes a short text under a name, whole or not at all.
   *
   * @param target the file
   * @param text its content
   */
  public static void write(Path target, String text) {
    try (PartialFile file = of(target)) {
      Files.writeString(file.path(), text);
      file.install();
    } catch (IOException e) {
      throw PreparationException.writing(target, e);
    }
  }

  /**
   * Reads a short text that {@link #write} wrote.
   *
   * @param file the file
   * @return its content, empty if it is not there
   * @throws IOException if it is there but cannot be read
   */
  public static Optional<String> read(Path file) throws IOException {
    try {
      // Bytes, not readString: a spoiled note must read as a wrong one.
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The name it has until it is installed.
   *
   * @return where to write
   */
  public Path path() {
    return path;
  }

  /**
   * Gives the file its final name, replacing what may be there. Its contents reach the disk first,
   * so that not even a power cut leaves half of it under that name.
   *
   * @throws IOException if the file system refuses
   */
  public void install() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    installed = true;
  }

  @Override
  public void close() {
    if (!installed) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw PreparationException.writing(path, e);
      }
    }
  }
}
