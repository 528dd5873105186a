package dev.hutch.jailer.lock;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OfdLock;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.jailer.BoxLockedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The exclusive lock on a box: whoever may start, run, stop or delete it holds it.
 *
 * <p>It is an OFD lock of fcntl(2), which belongs to the open file description. Sent to the shim as
 * a descriptor ({@code SCM_RIGHTS}), it is held until the shim <em>and</em> this object are closed
 * or dead, however they die; so the supervisor closes its own copy as soon as the shim has the
 * descriptor, and from then on "held" means "the shim lives".
 */
public final class BoxLock implements AutoCloseable {
  private static final int OWNER_ONLY = 0600;

  private final Path path;
  private final Fd fd;

  private BoxLock(Path path, Fd fd) {
    this.path = path;
    this.fd = fd;
  }

  /**
   * Takes the lock, without waiting for whoever holds it; makes the file if there is none.
   *
   * @param path the lock file, in a directory that exists
   * @return the caller's to close; empty if it is held, and too if the file was deleted or replaced
   *     meanwhile: its lock is not the one that others would see
   * @throws PosixException if the file cannot be opened, ENOENT if its directory is gone
   */
  public static Optional<BoxLock> tryAcquire(Path path) {
    return take(
        path,
        Fd.open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_NOFOLLOW, OWNER_ONLY));
  }

  /** Takes the descriptor over. */
  static Optional<BoxLock> take(Path path, Fd fd) {
    boolean kept = false;
    try {
      kept = OfdLock.tryExclusive(fd) && isStillAt(path, fd);
      return kept ? Optional.of(new BoxLock(path, fd)) : Optional.empty();
    } finally {
      if (!kept) {
        fd.close();
      }
    }
  }

  /**
   * As {@link #tryAcquire}, a held lock being an error.
   *
   * @throws BoxLockedException if it is held
   */
  public static BoxLock acquire(Path path) {
    return tryAcquire(path).orElseThrow(() -> new BoxLockedException(path));
  }

  /**
   * Whether somebody holds the lock now, this process included. A file that is not there is not
   * locked. It disturbs nobody: who takes the lock at this moment gets it.
   *
   * @throws PosixException if the file is there but cannot be opened
   */
  public static boolean isHeld(Path path) {
    try (Fd fd = Fd.open(path, OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW, 0)) {
      return OfdLock.isHeldElsewhere(fd);
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /** The lock file. */
  public Path path() {
    return path;
  }

  /** The locked descriptor, to be sent to the shim; still owned here. */
  public Fd fd() {
    return fd;
  }

  /** Closes this process's descriptor. The lock goes on while another process has a copy of it. */
  @Override
  public void close() {
    fd.close();
  }

  private static boolean isStillAt(Path path, Fd fd) {
    try {
      return Files.isSameFile(path, Path.of(fd.procPath()));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
