package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Received;
import java.util.List;

/**
 * The supervisor at the other end of the control socket; it may go at any time, or read nothing.
 */
public final class Owner {
  private static final int MAX_MESSAGE = 4096;

  private final Fd socket;
  private boolean gone;

  /**
   * Wraps the control socket.
   *
   * @param socket the shim's end, borrowed
   */
  public Owner(Fd socket) {
    this.socket = socket;
  }

  /** Returns the control socket. */
  public Fd socket() {
    return socket;
  }

  /** Returns whether the other end was found closed. */
  public boolean isGone() {
    return gone;
  }

  /** Sends a datagram; to an owner that has gone, nothing. */
  public void send(byte[] message) {
    if (gone) {
      return;
    }
    try {
      DescriptorMessage.send(socket, message, List.of());
    } catch (PosixException e) {
      // Whether that ends the machine is decided where the end of file is read.
      gone = e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET;
    }
  }

  /**
   * Reads what the owner has sent: nothing is expected but the end, so anything else is dropped.
   */
  void read() {
    try (Received received = DescriptorMessage.tryReceive(socket, MAX_MESSAGE, 0)) {
      gone |= received != null && received.isEndOfFile();
    } catch (PosixException e) {
      gone |= e.errno() != Errno.EMSGSIZE;
    }
  }
}
