package dev.hutch.jailer.supervisor;

import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Received;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The supervisor's end of the socketpair whose other end is the shim's descriptor 0: messages both
 * ways, descriptors with them, and life: when this end closes, the shim reads the end of file and
 * knows that its owner is gone.
 *
 * <p>For one thread at a time. Waiting blocks in poll(2), which an interrupt does not end and which
 * pins the carrier of a virtual thread.
 */
public final class ControlSocket implements AutoCloseable {
  private static final int LONGEST_MESSAGE = 64 * 1024;
  private static final int MOST_DESCRIPTORS = 16;

  private final Fd fd;

  ControlSocket(Fd fd) {
    this.fd = fd;
  }

  /**
   * Sends one message and, as duplicates, descriptors; the caller keeps its own and may close them
   * right after.
   *
   * @param data 1 byte to 64 KiB
   * @return false if the shim is gone
   * @throws PosixException if the message cannot be sent for another reason
   */
  public boolean send(byte[] data, List<Fd> descriptors) {
    try {
      DescriptorMessage.send(fd, data, descriptors);
      return true;
    } catch (PosixException e) {
      if (e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Waits for the next message.
   *
   * @return the caller's to close; {@link Received#isEndOfFile()} once nobody in the jail holds the
   *     other end; empty if the time was over
   * @throws PosixException if the message is longer than 64 KiB or brings more than 16 descriptors
   */
  public Optional<Received> receive(Duration timeout) {
    if (!Poll.waitReadable(fd, timeout)) {
      return Optional.empty();
    }
    return Optional.of(DescriptorMessage.receive(fd, LONGEST_MESSAGE, MOST_DESCRIPTORS));
  }

  /** The socket, to be polled together with other descriptors; still owned here. */
  public Fd fd() {
    return fd;
  }

  /** Closes this end: an attached shim ends itself, a detached one ignores it. */
  @Override
  public void close() {
    fd.close();
  }
}
