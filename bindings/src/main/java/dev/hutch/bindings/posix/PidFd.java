package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Optional;

/**
 * A descriptor that names one process for good, pidfd_open(2): when the process is gone it names
 * nothing, never another process that got the same pid.
 */
public final class PidFd implements AutoCloseable {
  // By number: the wrappers came with glibc 2.36 only.
  private static final NativeFunction SYSCALL = NativeFunction.ofLong("syscall");
  private static final NativeFunction WAITID = NativeFunction.ofRestartedInt("waitid");

  private final Fd fd;

  private PidFd(Fd fd) {
    this.fd = fd;
  }

  /**
   * Opens a process (its main thread's id), which need not be a child.
   *
   * @return empty if there is no such process (a zombie is still one)
   */
  public static Optional<PidFd> open(int pid) {
    if (pid <= 0) {
      throw new IllegalArgumentException("pid " + pid);
    }
    long result = SYSCALL.call(LinuxConstants.__NR_pidfd_open, pid, 0);
    if (result == -Errno.ESRCH) {
      return Optional.empty();
    }
    if (result < 0) {
      throw new PosixException("pidfd_open", "pid " + pid, result);
    }
    return Optional.of(new PidFd(Fd.adopt((int) result)));
  }

  /** Takes over a descriptor that is a pidfd, as one that came in a message. */
  public static PidFd adopt(Fd fd) {
    return new PidFd(fd);
  }

  /** The descriptor, readable for {@link Poll} when the process has ended; still owned here. */
  public Fd fd() {
    return fd;
  }

  /**
   * Sends a signal, pidfd_send_signal(2).
   *
   * @param signal a constant of {@link Signal}, or 0 to ask only whether one could be sent
   * @return false if the process is gone (and, if it was a child, waited for)
   * @throws PosixException EPERM if the process is not ours to signal
   */
  public boolean signal(int signal) {
    long result = SYSCALL.call(LinuxConstants.__NR_pidfd_send_signal, fd.number(), signal, 0, 0);
    if (result == -Errno.ESRCH) {
      return false;
    }
    if (result < 0) {
      throw new PosixException("pidfd_send_signal", fd + ", signal " + signal, result);
    }
    return true;
  }

  /** Whether all threads of the process have ended; does not wait. True for a zombie too. */
  public boolean hasExited() {
    return awaitExit(Duration.ZERO);
  }

  /** Waits for the end of the process, at most so long; returns whether it has ended. */
  public boolean awaitExit(Duration timeout) {
    return Poll.waitReadable(fd, timeout);
  }

  /**
   * Waits for the end of a child of this process and takes its status, waitid(2) with P_PIDFD. No
   * other child is ever reaped by it.
   *
   * @throws PosixException ECHILD if it is no child of ours or was waited for before
   */
  public ExitStatus waitForChild() {
    return reap(0).orElseThrow();
  }

  /** As {@link #waitForChild()} without waiting: empty while the child runs. */
  public Optional<ExitStatus> tryWait() {
    return reap(LinuxConstants.WNOHANG);
  }

  private Optional<ExitStatus> reap(int flags) {
    try (Arena arena = Arena.ofConfined()) {
      NativeBlock info = NativeBlock.allocate(arena, LinuxConstants.SIGINFO_SIZE);
      long result =
          WAITID.call(
              LinuxConstants.P_PIDFD, fd.number(), info.address(), LinuxConstants.WEXITED | flags);
      if (result == -Errno.EAGAIN) {
        return Optional.empty();
      }
      if (result < 0) {
        throw new PosixException("waitid", "P_PIDFD, " + fd, result);
      }
      if (info.getInt(LinuxConstants.SIGINFO_PID) == 0) {
        return Optional.empty();
      }
      boolean exited = info.getInt(LinuxConstants.SIGINFO_CODE) == LinuxConstants.CLD_EXITED;
      return Optional.of(
          new ExitStatus(
              exited ? ExitStatus.Kind.EXITED : ExitStatus.Kind.SIGNALED,
              info.getInt(LinuxConstants.SIGINFO_STATUS)));
    }
  }

  /** Closes the descriptor; the process goes on, and an ended child stays a zombie. */
  @Override
  public void close() {
    fd.close();
  }
}
