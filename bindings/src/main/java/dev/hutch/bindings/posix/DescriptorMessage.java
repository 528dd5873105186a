package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages with descriptors over {@code AF_UNIX} sockets: sendmsg(2), recvmsg(2), unix(7). */
public final class DescriptorMessage {
  /** The most descriptors the kernel takes in one message (SCM_MAX_FD). */
  public static final int MAX_FDS = 253;

  private static final NativeFunction SENDMSG = NativeFunction.ofRestartedLong("sendmsg");
  private static final NativeFunction RECVMSG = NativeFunction.ofRestartedLong("recvmsg");

  private DescriptorMessage() {}

  /**
   * Sends one message. The receiver gets duplicates; the caller keeps its own descriptors. Waits
   * for room unless the socket is non-blocking. No SIGPIPE is raised.
   *
   * @param data at least one byte (an empty message could not be told from the end of file)
   * @param fds at most {@link #MAX_FDS}
   * @throws PosixException EPIPE if the other side is closed, EMSGSIZE if the message is too long
   */
  public static void send(Fd socket, byte[] data, List<Fd> fds) {
    if (data.length == 0 || fds.size() > MAX_FDS) {
      throw new IllegalArgumentException(data.length + " bytes, " + fds.size() + " descriptors");
    }
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock buffer = NativeBlock.allocate(arena, data.length);
      buffer.put(0, data, 0, data.length);
      NativeBlock control = null;
      if (!fds.isEmpty()) {
        control = NativeBlock.allocate(arena, controlLength(fds.size()));
        control.putLong(
            LinuxConstants.CMSGHDR_LEN,
            LinuxConstants.CMSGHDR_SIZE + (long) fds.size() * Integer.BYTES);
        control.putInt(LinuxConstants.CMSGHDR_LEVEL, LinuxConstants.SOL_SOCKET);
        control.putInt(LinuxConstants.CMSGHDR_TYPE, LinuxConstants.SCM_RIGHTS);
        for (int i = 0; i < fds.size(); i++) {
          control.putInt(
              LinuxConstants.CMSGHDR_SIZE + (long) i * Integer.BYTES, fds.get(i).number());
        }
      }
      for (long sent = 0; sent < data.length; control = null) {
        NativeBlock header = header(arena, buffer.address() + sent, data.length - sent, control);
        long result = SENDMSG.call(socket.number(), header.address(), LinuxConstants.MSG_NOSIGNAL);
        if (result < 0) {
          throw new PosixException(
              "sendmsg", socket + ", " + data.length + " bytes, " + fds.size() + " fds", result);
        }
        sent += result;
      }
    }
  }

  /**
   * Receives one message, waiting for it unless the socket is non-blocking. The descriptors that
   * come are close-on-exec.
   *
   * @param maxBytes the longest message expected
   * @param maxFds the most descriptors expected
   * @return the message; {@link Received#isEndOfFile()} when the other side is closed
   * @throws PosixException EMSGSIZE if message or descriptors were more than expected: the rest is
   *     lost and every descriptor that came is closed
   */
  public static Received receive(Fd socket, int maxBytes, int maxFds) {
    Received received = receive(socket, maxBytes, maxFds, 0);
    if (received == null) {
      throw new PosixException("recvmsg", socket.toString(), Errno.EAGAIN);
    }
    return received;
  }

  /** As {@link #receive}, but never waits: null if there is no message yet. */
  public static @Nullable Received tryReceive(Fd socket, int maxBytes, int maxFds) {
    return receive(socket, maxBytes, maxFds, LinuxConstants.MSG_DONTWAIT);
  }

  private static @Nullable Received receive(Fd socket, int maxBytes, int maxFds, int flags) {
    if (maxBytes < 1 || maxFds < 0 || maxFds > MAX_FDS) {
      throw new IllegalArgumentException(maxBytes + " bytes, " + maxFds + " descriptors");
    }
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock buffer = NativeBlock.allocate(arena, maxBytes);
      // Never without room for one: only then does the kernel say that it dropped some.
      NativeBlock control = NativeBlock.allocate(arena, controlLength(Math.max(1, maxFds)));
      NativeBlock header = header(arena, buffer.address(), buffer.size(), control);
      long result =
          RECVMSG.call(socket.number(), header.address(), LinuxConstants.MSG_CMSG_CLOEXEC | flags);
      if (result == -Errno.EAGAIN) {
        return null;
      }
      if (result < 0) {
        throw new PosixException("recvmsg", socket.toString(), result);
      }
      List<Fd> fds = adopt(control, header.getLong(LinuxConstants.MSGHDR_CONTROLLEN));
      byte[] data = new byte[(int) result];
      buffer.get(0, data, 0, data.length);
      Received received = new Received(data, fds);
      int truncated = LinuxConstants.MSG_CTRUNC | LinuxConstants.MSG_TRUNC;
      if ((header.getInt(LinuxConstants.MSGHDR_FLAGS) & truncated) != 0 || fds.size() > maxFds) {
        received.close();
        throw new PosixException(
            "recvmsg",
            socket + ", longer than " + maxBytes + " bytes and " + maxFds + " descriptors",
            Errno.EMSGSIZE);
      }
      return received;
    }
  }

  private static List<Fd> adopt(NativeBlock control, long length) {
    List<Fd> fds = new ArrayList<>();
    long at = 0;
    while (at + LinuxConstants.CMSGHDR_SIZE <= length) {
      long size = control.getLong(at + LinuxConstants.CMSGHDR_LEN);
      if (size < LinuxConstants.CMSGHDR_SIZE) {
        break;
      }
      if (control.getInt(at + LinuxConstants.CMSGHDR_LEVEL) == LinuxConstants.SOL_SOCKET
          && control.getInt(at + LinuxConstants.CMSGHDR_TYPE) == LinuxConstants.SCM_RIGHTS) {
        long end = Math.min(at + size, length);
        for (long i = at + LinuxConstants.CMSGHDR_SIZE;
            i + Integer.BYTES <= end;
            i += Integer.BYTES) {
          fds.add(Fd.adopt(control.getInt(i)));
        }
      }
      at += align(size);
    }
    return fds;
  }

  private static NativeBlock header(
      Arena arena, long address, long length, @Nullable NativeBlock control) {
    NativeBlock vector = NativeBlock.allocate(arena, LinuxConstants.IOVEC_SIZE);
    vector.putLong(LinuxConstants.IOVEC_BASE, address);
    vector.putLong(LinuxConstants.IOVEC_LEN, length);
    NativeBlock header = NativeBlock.allocate(arena, LinuxConstants.MSGHDR_SIZE);
    header.putLong(LinuxConstants.MSGHDR_IOV, vector.address());
    header.putLong(LinuxConstants.MSGHDR_IOVLEN, 1);
    if (control != null) {
      header.putLong(LinuxConstants.MSGHDR_CONTROL, control.address());
      header.putLong(LinuxConstants.MSGHDR_CONTROLLEN, control.size());
    }
    return header;
  }

  private static long controlLength(int fds) {
    return LinuxConstants.CMSGHDR_SIZE + align((long) fds * Integer.BYTES);
  }

  private static long align(long length) {
    return (length + LinuxConstants.CMSG_ALIGNMENT - 1) & -LinuxConstants.CMSG_ALIGNMENT;
  }
}
