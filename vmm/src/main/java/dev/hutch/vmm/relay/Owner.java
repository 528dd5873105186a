package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Received;
import dev.hutch.vmm.control.ControlEncoder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor at the other end of the control socket; it may go at any time, or read nothing.
 */
public final class Owner {
  private static final int MAX_MESSAGE = 4096;

  private final Fd socket;
  private final @Nullable String stopAt;
  private boolean gone;
  private boolean letGo;

  /**
   * Wraps the control socket.
   *
   * @param socket the shim's end, borrowed
   */
  public Owner(Fd socket) {
    this(socket, null);
  }

  /**
   * Wraps the control socket of a shim that is to stop on its way.
   *
   * @param socket the shim's end, borrowed
   * @param stopAt the point at which this process stops itself, see {@link #reached}; or null
   */
  public Owner(Fd socket, @Nullable String stopAt) {
    this.socket = socket;
    this.stopAt = stopAt;
  }

  /** Returns the control socket. */
  public Fd socket() {
    return socket;
  }

  /** Returns whether the other end was found closed. */
  public boolean isGone() {
    return gone;
  }

  /** Returns whether the other end said that the machine goes on without it. */
  public boolean hasLetGo() {
    return letGo;
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
   * Sends the datagram that tells that a point is reached; at the point that was named for it, this
   * process then stops itself, as SIGSTOP does, until somebody lets it go on.
   *
   * @param phase the point, one of {@link dev.hutch.vmm.control.Phases}
   */
  public void reached(String phase, byte[] message) {
    send(message);
    if (phase.equals(stopAt)) {
      Freeze.now();
    }
  }

  /**
   * Reads what the owner has sent: that it leaves the machine to itself, or the end. Anything else
   * is dropped.
   */
  void read() {
    try (Received received = DescriptorMessage.tryReceive(socket, MAX_MESSAGE, 0)) {
      if (received != null && Arrays.equals(received.data(), ControlEncoder.leave())) {
        letGo = true;
        send(ControlEncoder.left());
      }
      gone |= received != null && received.isEndOfFile();
    } catch (PosixException e) {
      gone |= e.errno() != Errno.EMSGSIZE;
    }
  }
}
