package dev.hutch.files;

import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.files.GuestAttributes;
import dev.hutch.bindings.posix.Errno;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** A move within one box. */
final class Move {
  private final BoxPath source;
  private final BoxPath target;
  private final boolean atomic;
  private final boolean replace;
  private final GuestFiles agent;

  /**
   * With these options.
   *
   * @throws UnsupportedOperationException for one that a move does not have
   */
  Move(BoxPath source, BoxPath target, CopyOption... options) {
    boolean atomically = false;
    boolean replacing = false;
    for (CopyOption option : options) {
      switch (Objects.requireNonNull(option)) {
        case StandardCopyOption.ATOMIC_MOVE -> atomically = true;
        case StandardCopyOption.REPLACE_EXISTING -> replacing = true;
        case LinkOption.NOFOLLOW_LINKS -> {}
        default -> throw new UnsupportedOperationException("Unsupported option: " + option);
      }
    }
    this.source = source;
    this.target = target;
    this.atomic = atomically;
    this.replace = replacing;
    this.agent = source.getFileSystem().agent();
  }

  void run() throws IOException {
    if (atomic) {
      renameAtomically();
      return;
    }
    GuestAttributes attributes = agent.attributes(source, false).guest();
    Copy copy = new Copy(source, target, CopyMode.moving(replace));
    if (copy.makeRoom(attributes)) {
      rename(attributes, copy);
    }
  }

  private void renameAtomically() throws IOException {
    int errno = rename();
    if (errno == Errno.EXDEV) {
      throw new AtomicMoveNotSupportedException(
          source.toString(), target.toString(), FileFailure.text(errno));
    }
    if (errno != 0) {
      throw FileFailure.of(errno, source, target);
    }
  }

  private void rename(GuestAttributes attributes, Copy copy) throws IOException {
    int errno = rename();
    if (errno == Errno.EXDEV || errno == Errno.EISDIR) {
      requireEmpty(attributes);
      copy.make(attributes);
      removeSource();
    } else if (errno != 0) {
      throw FileFailure.of(errno, source, target);
    }
  }

  private int rename() throws IOException {
    return agent.errno(FileRequest.rename(source.absoluteBytes(), target.absoluteBytes(), true));
  }

  /** What is in a directory is not moved to another disk with it. */
  private void requireEmpty(GuestAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      try (BoxDirectoryStream files = BoxDirectoryStream.open(source, path -> true)) {
        if (files.iterator().hasNext()) {
          throw new DirectoryNotEmptyException(source.toString());
        }
      }
    }
  }

  private void removeSource() throws IOException {
    int errno = agent.errno(FileRequest.remove(source.absoluteBytes()));
    if (errno != 0) {
      agent.errno(FileRequest.remove(target.absoluteBytes()));
      throw FileFailure.of(errno, source);
    }
  }
}
