package dev.hutch.files;

import dev.hutch.HutchException;
import dev.hutch.agent.client.AgentExec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.ClosedFileSystemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sessions of one file system: each is lent to one user at a time, few wait for the next. */
final class Sessions {
  private static final int MAX_IDLE = 2;

  private final Supplier<AgentExec> programs;
  private final Deque<Session> idle = new ArrayDeque<>();
  private final Set<Session> lent = new HashSet<>();
  private boolean closed;

  /**
   * For a box.
   *
   * @param programs starts the program; throws {@link HutchException}
   */
  Sessions(Supplier<AgentExec> programs) {
    this.programs = programs;
  }

  /** To be given back, in whatever state. */
  Session borrow() throws IOException {
    Session waiting = takeIdle();
    return waiting != null ? waiting : lend(begin());
  }

  void giveBack(Session session) {
    if (!keep(session)) {
      session.end();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Ends all, those that are lent included. */
  void close() {
    List<Session> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      all.addAll(idle);
      all.addAll(lent);
      idle.clear();
      lent.clear();
    }
    all.forEach(Session::end);
  }

  private Session begin() throws IOException {
    try {
      return new Session(programs.get());
    } catch (HutchException e) {
      String message = String.valueOf(e.getMessage());
      if (Thread.currentThread().isInterrupted()) {
        throw (IOException) new InterruptedIOException(message).initCause(e);
      }
      throw new IOException(message, e);
    }
  }

  private synchronized @Nullable Session takeIdle() {
    if (closed) {
      throw new ClosedFileSystemException();
    }
    for (Session last = idle.pollLast(); last != null; last = idle.pollLast()) {
      if (last.isAlive()) {
        lent.add(last);
        return last;
      }
      last.end();
    }
    return null;
  }

  private Session lend(Session begun) {
    synchronized (this) {
      if (!closed) {
        lent.add(begun);
        return begun;
      }
    }
    begun.end();
    throw new ClosedFileSystemException();
  }

  private synchronized boolean keep(Session session) {
    lent.remove(session);
    boolean kept = !closed && session.isAlive() && idle.size() < MAX_IDLE;
    if (kept) {
      idle.addLast(session);
    }
    return kept;
  }
}
