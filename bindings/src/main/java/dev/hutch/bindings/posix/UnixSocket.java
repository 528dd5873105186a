package dev.hutch.bindings.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Stream sockets with a path in the file system, unix(7). */
public final class UnixSocket {
  /** The longest path of a socket, in bytes of UTF-8. */
  public static final int MAX_PATH_BYTES =
      LinuxConstants.SOCKADDR_UN_SIZE - LinuxConstants.SOCKADDR_UN_PATH - 1;

  private static final NativeFunction SOCKET = NativeFunction.ofInt("socket");
  private static final NativeFunction BIND = NativeFunction.ofInt("bind");
  private static final NativeFunction LISTEN = NativeFunction.ofInt("listen");
  private static final NativeFunction CONNECT = NativeFunction.ofInt("connect");
  private static final NativeFunction ACCEPT4 = NativeFunction.ofRestartedInt("accept4");

  private UnixSocket() {}

  /**
   * Binds a new socket to a path and listens. The socket does not block; its file gets the umask's
   * mode and stays until somebody deletes it.
   *
   * @param backlog how many connections may wait to be accepted
   * @throws IllegalArgumentException if the path is longer than {@link #MAX_PATH_BYTES} or has a
   *     NUL
   * @throws PosixException EADDRINUSE if something has this path already
   */
  public static Fd listen(Path path, int backlog) {
    Fd socket = create(LinuxConstants.SOCK_NONBLOCK);
    boolean done = false;
    try {
      address(BIND, socket, path);
      long result = LISTEN.call(socket.number(), backlog);
      if (result < 0) {
        throw new PosixException("listen", path + ", backlog " + backlog, result);
      }
      done = true;
      return socket;
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }

  /**
   * Connects to a listening socket. The result is a blocking socket; the call itself waits while
   * the listener's backlog is full.
   *
   * @throws IllegalArgumentException if the path is longer than {@link #MAX_PATH_BYTES} or has a
   *     NUL
   * @throws PosixException ENOENT or ECONNREFUSED if nobody listens there
   */
  public static Fd connect(Path path) {
    Fd socket = create(0);
    boolean done = false;
    try {
      address(CONNECT, socket, path);
      done = true;
      return socket;
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }

  /**
   * Accepts one waiting connection, as a non-blocking socket.
   *
   * @return the connection, or null if none waits (or the one that did has gone again)
   */
  public static @Nullable Fd accept(Fd listener) {
    long result =
        ACCEPT4.call(
            listener.number(), 0, 0, LinuxConstants.SOCK_CLOEXEC | LinuxConstants.SOCK_NONBLOCK);
    if (result == -Errno.EAGAIN || result == -Errno.ECONNABORTED) {
      return null;
    }
    if (result < 0) {
      throw new PosixException("accept4", listener.toString(), result);
    }
    return Fd.adopt((int) result);
  }

  private static Fd create(int flags) {
    long result =
        SOCKET.call(
            LinuxConstants.AF_UNIX,
            LinuxConstants.SOCK_STREAM | LinuxConstants.SOCK_CLOEXEC | flags,
            0);
    if (result < 0) {
      throw new PosixException("socket", "AF_UNIX, SOCK_STREAM", result);
    }
    return Fd.adopt((int) result);
  }

  private static void address(NativeFunction function, Fd socket, Path path) {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_PATH_BYTES || path.toString().indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a socket's path has at most " + MAX_PATH_BYTES + " bytes and no NUL: " + path);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(LinuxConstants.SOCKADDR_UN_SIZE, Short.BYTES);
      address.set(JAVA_SHORT, 0, (short) LinuxConstants.AF_UNIX);
      MemorySegment.copy(name, 0, address, JAVA_BYTE, LinuxConstants.SOCKADDR_UN_PATH, name.length);
      long result =
          function.call(socket.number(), address.address(), LinuxConstants.SOCKADDR_UN_SIZE);
      if (result < 0) {
        throw new PosixException(function.name(), path.toString(), result);
      }
    }
  }
}
