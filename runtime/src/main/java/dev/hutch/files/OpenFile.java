package dev.hutch.files;

import dev.hutch.agent.files.DirectoryEntry;
import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.files.GuestAttributes;
import dev.hutch.agent.files.OpenFlags;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.bindings.posix.Errno;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntFunction;

/**
 * An open file or directory and the session that is its own: what blocks on it blocks nothing else.
 * For one thread at a time, but for {@link #abort}.
 */
final class OpenFile {
  /** Most bytes of one read or write. */
  static final int CHUNK = 65_536;

  private static final int HANDLE = 0;
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int BLOCK_DEVICE = 0060000;

  private final BoxFileSystem fileSystem;
  private final Session session;
  private final GuestAttributes attributes;

  private OpenFile(BoxFileSystem fileSystem, Session session, GuestAttributes attributes) {
    this.fileSystem = fileSystem;
    this.session = session;
    this.attributes = attributes;
  }

  /**
   * Opens a file, waiting as long as open(2) does.
   *
   * @param permissions of a file that is made
   */
  static OpenFile open(BoxPath path, OpenMode mode, int permissions) throws IOException {
    if (mode.createsNew() && path.endsWith(path.getFileSystem().getPath("."))) {
      throw FileFailure.of(Errno.EEXIST, path);
    }
    OpenFile file = open(path, mode.flags(), permissions, errno -> failure(errno, path, mode));
    if (mode.has(StandardOpenOption.DELETE_ON_CLOSE) && !file.attributes.isDirectory()) {
      file.ask(FileRequest.remove(path.absoluteBytes()));
    }
    return file;
  }

  static OpenFile openDirectory(BoxPath path) throws IOException {
    return open(
        path,
        OpenFlags.READ_ONLY | OpenFlags.DIRECTORY,
        0,
        errno ->
            errno == Errno.ENOTDIR
                ? new NotDirectoryException(path.toString())
                : FileFailure.of(errno, path));
  }

  private static OpenFile open(
      BoxPath path, int flags, int permissions, IntFunction<IOException> failure)
      throws IOException {
    BoxFileSystem fileSystem = path.getFileSystem();
    GuestFiles agent = fileSystem.agent();
    Session session = agent.sessions().borrow();
    OpenFile opened = null;
    try {
      session.send(FileRequest.open(HANDLE, flags, permissions, path.absoluteBytes()));
      session.send(FileRequest.attributes(HANDLE));
      FileAnswer answer = session.receive();
      FileAnswer attributes = session.receive();
      if (!answer.isDone()) {
        throw failure.apply(answer.errno());
      }
      opened = new OpenFile(fileSystem, session, attributes.attributes());
      return opened;
    } catch (ProtocolException e) {
      throw session.broken(e);
    } catch (IOException e) {
      throw session.isAlive() ? e : agent.unlessClosed(e);
    } finally {
      if (opened == null) {
        agent.sessions().giveBack(session);
      }
    }
  }

  private static IOException failure(int errno, BoxPath path, OpenMode mode) {
    if (errno == Errno.EISDIR && mode.createsNew()) {
      return FileFailure.of(Errno.EEXIST, path);
    }
    if (errno == Errno.ELOOP && mode.refusesLinks()) {
      return new IOException(FileFailure.text(errno) + " (NOFOLLOW_LINKS specified)");
    }
    return FileFailure.of(errno, path);
  }

  BoxFileSystem fileSystem() {
    return fileSystem;
  }

  /** Whether the same bytes are at the same place for whoever reads them. */
  boolean hasPositions() {
    int type = attributes.mode() & TYPE;
    return type == REGULAR || type == BLOCK_DEVICE;
  }

  void sendRead(long offset, int length) throws IOException {
    session.send(FileRequest.read(HANDLE, offset, length));
  }

  void sendWrite(long offset, byte[] from, int at, int length) throws IOException {
    session.send(FileRequest.write(HANDLE, offset, from, at, length));
  }

  boolean hasAnswer() throws IOException {
    return session.hasAnswer();
  }

  FileAnswer receive() throws IOException {
    return session.receive();
  }

  /** The next names of a directory, at its end none. */
  List<DirectoryEntry> list() throws IOException {
    FileAnswer answer = done(FileRequest.list(HANDLE, false));
    try {
      return answer.entries(false);
    } catch (ProtocolException e) {
      throw session.broken(e);
    }
  }

  long size() throws IOException {
    FileAnswer answer = done(FileRequest.attributes(HANDLE));
    try {
      return BoxFileAttributes.size(answer.attributes());
    } catch (ProtocolException e) {
      throw session.broken(e);
    }
  }

  void truncate(long size) throws IOException {
    done(FileRequest.truncate(HANDLE, size));
  }

  /**
   * Closes it, where nothing can be lost any more, without waiting for the answer.
   *
   * @param due answers to requests before, which nobody wants
   */
  void closeUnheard(int due) {
    try {
      session.send(FileRequest.close(HANDLE));
      session.ignore(due + 1);
    } catch (IOException e) {
      // closed with the session, which the failure has ended
    } finally {
      release();
    }
  }

  /**
   * Closes it.
   *
   * @param due answers to requests before
   * @return the first error number of these and of the close; 0 if there is none
   */
  int close(int due) throws IOException {
    try {
      session.send(FileRequest.close(HANDLE));
      int errno = 0;
      for (int left = due; left >= 0; left--) {
        FileAnswer answer = session.receive();
        errno = errno == 0 ? answer.errno() : errno;
      }
      return errno;
    } finally {
      release();
    }
  }

  /** Ends what is being done to it, from any thread. */
  void abort() {
    session.end();
    release();
  }

  private FileAnswer done(byte[] request) throws IOException {
    FileAnswer answer = session.ask(request);
    if (!answer.isDone()) {
      throw FileFailure.of(answer.errno());
    }
    return answer;
  }

  private void ask(byte[] request) throws IOException {
    try {
      session.ask(request);
    } catch (IOException e) {
      release();
      throw e;
    }
  }

  private void release() {
    fileSystem.agent().sessions().giveBack(session);
  }
}
