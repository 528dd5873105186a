package dev.hutch.bindings.posix;

/**
 * A child that {@link Spawn} has started. Someone must wait for it, or it stays a zombie.
 *
 * @param pid its process id; valid until it is waited for
 * @param pidFd its descriptor, to wait, signal and poll by
 */
public record Child(int pid, PidFd pidFd) implements AutoCloseable {
  /** Closes the pidfd; neither ends the child nor waits for it. */
  @Override
  public void close() {
    pidFd.close();
  }
}
