package dev.hutch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection of a host's client to a port in a box. */
final class ForwardedConnection {
  private static final int CHUNK = 32 * 1024;

  private final Socket client;
  private final Supplier<BoxSocket> box;
  private @Nullable BoxSocket server;
  private boolean closed;

  ForwardedConnection(Socket client, Supplier<BoxSocket> box) {
    this.client = client;
    this.box = box;
  }

  /** Passes on what comes, both ways, until both have ended. */
  void serve() {
    try (BoxSocket connected = box.get()) {
      hold(connected);
      client.setTcpNoDelay(true);
      Thread up = Thread.startVirtualThread(() -> sendUp(connected));
      connected.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
      up.join();
      connected.awaitEnd();
      client.close();
    } catch (IOException | HutchException e) {
      reset();
    } catch (InterruptedException e) {
      reset();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once; what is under way is lost, and both sides can tell. */
  void close() {
    BoxSocket connected;
    synchronized (this) {
      closed = true;
      connected = server;
    }
    reset();
    if (connected != null) {
      connected.close();
    }
  }

  private synchronized void hold(BoxSocket connected) throws IOException {
    if (closed) {
      throw new IOException("closed while it was being made");
    }
    server = connected;
  }

  /** A client that breaks off has not said all: its server must not take that for the end. */
  private void sendUp(BoxSocket to) {
    try {
      InputStream from = client.getInputStream();
      byte[] chunk = new byte[CHUNK];
      boolean wanted = true;
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        wanted = wanted && isTaken(to.getOutputStream(), chunk, n);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      to.close();
    }
  }

  /** A server that reads no more may still have much to say. */
  private static boolean isTaken(OutputStream to, byte[] chunk, int length) {
    try {
      to.write(chunk, 0, length);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Closes it so that its peer's reads fail, where they have not reached the end already. */
  private void reset() {
    try (client) {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
  }
}
