package dev.hutch.agent.client;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Connecting to a box's socket. */
final class AgentSocket {
  private static final long BACKLOG_PATIENCE_NANOS = 2_000_000_000L;
  private static final long BACKLOG_PAUSE_NANOS = 1_000_000L;

  private AgentSocket() {}

  /**
   * Connects.
   *
   * @throws AgentGoneException if nobody listens
   */
  static SocketChannel connect(Path socket) {
    long giveUp = System.nanoTime() + BACKLOG_PATIENCE_NANOS;
    while (true) {
      try {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
      } catch (ClosedByInterruptException e) {
        throw new AgentException("interrupted while connecting to " + socket, e);
      } catch (IOException e) {
        if (!isBacklogFull(e) || System.nanoTime() > giveUp) {
          throw new AgentGoneException("cannot connect to the agent at " + socket, e);
        }
        LockSupport.parkNanos(BACKLOG_PAUSE_NANOS);
      }
    }
  }

  /**
   * A connect that must not block (any on a virtual thread) gets EAGAIN where the listener's
   * backlog is full; the JDK has no type for that, only the C library's text.
   */
  private static boolean isBacklogFull(IOException e) {
    return e instanceof SocketException
        && String.valueOf(e.getMessage()).contains("temporarily unavailable");
  }
}
