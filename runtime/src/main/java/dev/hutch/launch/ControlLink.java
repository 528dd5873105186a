package dev.hutch.launch;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Received;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.supervisor.ControlSocket;
import dev.hutch.vmm.control.ControlDecoder;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.control.ControlException;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.spec.VmSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The shim's messages as a conversation.
 *
 * @param socket the control socket; its owner closes it
 */
record ControlLink(ControlSocket socket) {
  /**
   * Sends the machine and its descriptors, which stay the caller's to close.
   *
   * @return false if the shim is gone
   */
  boolean send(VmSpec spec, List<Fd> descriptors) {
    return socket.send(ControlEncoder.config(spec), descriptors);
  }

  /**
   * Tells the shim that its machine goes on without us, and waits until it knows.
   *
   * @return false if the shim is gone
   * @throws TimeoutException if the deadline passes first
   */
  boolean leave(Deadline deadline) throws TimeoutException {
    boolean alive = socket.send(ControlEncoder.leave(), List.of());
    while (alive) {
      Optional<ControlMessage> message = next(deadline);
      if (message.filter(ControlMessage.Left.class::isInstance).isPresent()) {
        return true;
      }
      alive = message.isPresent();
    }
    return false;
  }

  /**
   * Waits for the shim's next message.
   *
   * @return empty if the shim is gone
   * @throws TimeoutException if the deadline passes first
   * @throws ControlException if what it sent is no message
   */
  Optional<ControlMessage> next(Deadline deadline) throws TimeoutException {
    try (Received received =
        socket.receive(deadline.left()).orElseThrow(() -> new TimeoutException("no message"))) {
      return received.isEndOfFile()
          ? Optional.empty()
          : Optional.of(ControlDecoder.decode(received.data()));
    } catch (PosixException e) {
      // a shim that died with a message of ours unread resets the socket
      if (e.errno() == Errno.ECONNRESET) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
