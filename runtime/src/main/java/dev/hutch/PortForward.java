package dev.hutch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A port of the host behind which a port of a box is. Serves many connections at a time, together
 * with the box's other operations at most 256. Each direction of each ends by itself; one that
 * cannot be made, or breaks, is reset, so that nobody takes half an answer for the whole.
 *
 * <p>Whoever can connect to the port of the host reaches the box: no permission is asked for. Ends
 * with the {@link Box} by which it was made, or by {@link #close()}.
 */
public final class PortForward implements AutoCloseable {
  private static final long ACCEPT_AGAIN_NANOS = 100_000_000;

  private final ServerSocket listener;
  private final Supplier<BoxSocket> box;
  private final Consumer<PortForward> whenClosed;
  private final Thread acceptor;
  private final Set<ForwardedConnection> connections = ConcurrentHashMap.newKeySet();

  private PortForward(
      ServerSocket listener, Supplier<BoxSocket> box, Consumer<PortForward> whenClosed) {
    this.listener = listener;
    this.box = box;
    this.whenClosed = whenClosed;
    this.acceptor = Thread.ofVirtual().name("hutch-forward").unstarted(this::accept);
  }

  /**
   * Listens.
   *
   * @param box makes one more connection to the box
   * @throws HutchException if the address cannot be listened on
   */
  static PortForward listen(
      InetSocketAddress on, Supplier<BoxSocket> box, Consumer<PortForward> whenClosed) {
    ServerSocket listener = bound(on);
    PortForward forward = new PortForward(listener, box, whenClosed);
    forward.acceptor.start();
    return forward;
  }

  /** Where the host listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** On which port of the host. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Listens no more, and ends every connection. Idempotent. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new HutchException("port " + port() + " of the host cannot be closed", e);
    } finally {
      connections.forEach(ForwardedConnection::close);
      awaitAcceptor();
      whenClosed.accept(this);
    }
  }

  @Override
  public String toString() {
    return "forward of " + address() + " into a box";
  }

  /** The port is free once nobody is in accept any more. */
  private void awaitAcceptor() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServerSocket bound(InetSocketAddress on) {
    try {
      ServerSocket listener = new ServerSocket();
      try {
        listener.bind(on);
        return listener;
      } catch (IOException | RuntimeException e) {
        listener.close();
        throw e;
      }
    } catch (IOException e) {
      throw new HutchException("the host cannot listen on " + on + ": " + e.getMessage(), e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        // Closed; or this process has no descriptor left, and may have one again.
        LockSupport.parkNanos(listener.isClosed() ? 0 : ACCEPT_AGAIN_NANOS);
      }
    }
  }

  private void serve(Socket client) {
    ForwardedConnection connection = new ForwardedConnection(client, box);
    connections.add(connection);
    Thread.startVirtualThread(
        () -> {
          try {
            connection.serve();
          } finally {
            connections.remove(connection);
          }
        });
    if (listener.isClosed()) {
      connection.close(); // it came while the others were being closed
    }
  }
}
