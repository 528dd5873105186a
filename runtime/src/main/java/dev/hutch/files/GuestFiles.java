package dev.hutch.files;

import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.files.GuestAttributes;
import dev.hutch.agent.files.GuestSpace;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.bindings.posix.Errno;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is asked of a box about its files, one question at a time. */
final class GuestFiles {
  /** An answer: an error number, or what was asked for. */
  record Outcome<T>(int errno, @Nullable T value) {}

  private final Sessions sessions;

  GuestFiles(Sessions sessions) {
    this.sessions = sessions;
  }

  Sessions sessions() {
    return sessions;
  }

  /** Of what is there; what cannot be because its parent is no directory is not there. */
  BoxFileAttributes attributes(BoxPath path, boolean followLinks) throws IOException {
    Outcome<GuestAttributes> outcome = stat(path, followLinks);
    if (outcome.value() == null) {
      throw FileFailure.of(outcome.errno() == Errno.ENOTDIR ? Errno.ENOENT : outcome.errno(), path);
    }
    return new BoxFileAttributes(path.getFileSystem(), outcome.value());
  }

  /** As {@link #attributes}, where a parent that is no directory is said to be none. */
  BoxFileAttributes attributesExactly(BoxPath path, boolean followLinks) throws IOException {
    byte[] request = FileRequest.stat(path.absoluteBytes(), followLinks);
    GuestAttributes found = done(request, path, null, FileAnswer::attributes);
    return new BoxFileAttributes(path.getFileSystem(), found);
  }

  /** Null for whatever reason they cannot be had, the end of the box excepted. */
  @Nullable GuestAttributes attributesOrNull(BoxPath path, boolean followLinks) throws IOException {
    return stat(path, followLinks).value();
  }

  BoxPath realPath(BoxPath path) throws IOException {
    return path.getFileSystem()
        .givenPath(done(FileRequest.realPath(path.absoluteBytes()), path, null, FileAnswer::bytes));
  }

  GuestSpace space(BoxPath path) throws IOException {
    return done(FileRequest.space(path.absoluteBytes()), path, null, FileAnswer::space);
  }

  /** Does something that answers nothing. */
  void done(byte[] request, BoxPath file, @Nullable BoxPath other) throws IOException {
    done(request, file, other, FileAnswer::bytes);
  }

  /** Does something that answers nothing, and tells only how it went. */
  int errno(byte[] request) throws IOException {
    return ask(request, FileAnswer::bytes).errno();
  }

  /** As {@link #ask}, where all but success is a failure. */
  <T> T done(byte[] request, BoxPath file, @Nullable BoxPath other, Function<FileAnswer, T> content)
      throws IOException {
    Outcome<T> outcome = ask(request, content);
    if (outcome.value() == null) {
      throw FileFailure.of(outcome.errno(), file, other);
    }
    return outcome.value();
  }

  <T> Outcome<T> ask(byte[] request, Function<FileAnswer, T> content) throws IOException {
    Session session = sessions.borrow();
    try {
      FileAnswer answer = session.ask(request);
      return answer.isDone()
          ? new Outcome<>(0, content.apply(answer))
          : new Outcome<>(answer.errno(), null);
    } catch (ProtocolException e) {
      throw session.broken(e);
    } catch (IOException e) {
      throw unlessClosed(e);
    } finally {
      sessions.giveBack(session);
    }
  }

  /** What came of the file system's own end is said as such. */
  IOException unlessClosed(IOException failure) {
    if (sessions.isClosed()) {
      throw new ClosedFileSystemException();
    }
    return failure;
  }

  private Outcome<GuestAttributes> stat(BoxPath path, boolean followLinks) throws IOException {
    return ask(FileRequest.stat(path.absoluteBytes(), followLinks), FileAnswer::attributes);
  }
}
