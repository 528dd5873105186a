package dev.hutch.files;

import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.files.GuestAttributes;
import dev.hutch.agent.files.OpenFlags;
import dev.hutch.bindings.posix.Errno;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/** A copy within one box; the bytes of a file do not leave it. */
final class Copy {
  private static final int FROM = 0;
  private static final int TO = 1;

  private final BoxPath source;
  private final BoxPath target;
  private final CopyMode mode;
  private final GuestFiles agent;

  Copy(BoxPath source, BoxPath target, CopyMode mode) {
    this.source = source;
    this.target = target;
    this.mode = mode;
    this.agent = source.getFileSystem().agent();
  }

  void run() throws IOException {
    GuestAttributes attributes = agent.attributes(source, mode.followLinks()).guest();
    if (makeRoom(attributes)) {
      make(attributes);
    }
  }

  /**
   * Removes what is in the way, if that is wanted.
   *
   * @return false if that is the source itself
   */
  boolean makeRoom(GuestAttributes attributes) throws IOException {
    GuestAttributes there = agent.attributesOrNull(target, false);
    if (there == null) {
      return true;
    }
    if (there.inode() == attributes.inode() && there.device() == attributes.device()) {
      return false;
    }
    if (!mode.replace()) {
      throw new FileAlreadyExistsException(target.toString());
    }
    int errno = agent.errno(FileRequest.remove(target.absoluteBytes()));
    if (there.isDirectory() && (errno == Errno.ENOTEMPTY || errno == Errno.EEXIST)) {
      throw new DirectoryNotEmptyException(target.toString());
    }
    if (errno != 0 && errno != Errno.ENOENT) {
      throw FileFailure.of(errno, target);
    }
    return true;
  }

  /** Makes the target, which is not there. What fails leaves none. */
  void make(GuestAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      int permissions = attributes.permissions() & Permissions.DIRECTORY;
      agent.done(FileRequest.makeDirectory(target.absoluteBytes(), permissions), target, null);
    } else if (attributes.isSymbolicLink()) {
      byte[] link = FileRequest.readLink(source.absoluteBytes());
      byte[] leadsTo = agent.done(link, source, null, FileAnswer::bytes);
      agent.done(FileRequest.symbolicLink(leadsTo, target.absoluteBytes()), target, null);
    } else if (attributes.isRegularFile()) {
      copyContent(attributes.permissions() & Permissions.DIRECTORY);
    } else {
      throw new FileSystemException(
          source.toString(), target.toString(), "a device, FIFO or socket is not copied");
    }
    if (mode.attributes()) {
      copyAttributes(attributes);
    }
  }

  private void copyContent(int permissions) throws IOException {
    Session session = agent.sessions().borrow();
    try {
      copyContent(session, permissions);
    } catch (IOException e) {
      throw session.isAlive() ? e : agent.unlessClosed(e);
    } finally {
      agent.sessions().giveBack(session);
    }
  }

  private void copyContent(Session session, int permissions) throws IOException {
    byte[] to = target.absoluteBytes();
    int making = OpenFlags.WRITE_ONLY | OpenFlags.CREATE | OpenFlags.EXCLUSIVE;
    int opened =
        session.ask(FileRequest.open(FROM, OpenFlags.READ_ONLY, 0, source.absoluteBytes())).errno();
    if (opened != 0) {
      throw FileFailure.of(opened, source);
    }
    session.send(FileRequest.open(TO, making, permissions, to));
    session.send(FileRequest.copy(FROM, TO));
    session.send(FileRequest.close(FROM));
    session.send(FileRequest.close(TO));
    int made = session.receive().errno();
    int copied = session.receive().errno();
    session.receive();
    int closed = session.receive().errno();
    if (made != 0) {
      throw FileFailure.of(made, target);
    }
    if (copied != 0 || closed != 0) {
      session.ask(FileRequest.remove(to));
      throw FileFailure.of(copied != 0 ? copied : closed, source, target);
    }
  }

  /** As with the default provider, only times have to be copied. */
  private void copyAttributes(GuestAttributes from) throws IOException {
    byte[] to = target.absoluteBytes();
    agent.errno(FileRequest.changeOwner(to, from.user(), from.group(), false));
    if (from.isSymbolicLink()) {
      return;
    }
    agent.errno(FileRequest.changeMode(to, from.permissions()));
    agent.done(FileRequest.changeTimes(to, from.access(), from.modification(), true), target, null);
  }
}
