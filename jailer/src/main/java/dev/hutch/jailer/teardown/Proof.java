package dev.hutch.jailer.teardown;

import dev.hutch.jailer.lock.BoxLock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Nothing of the box is left, and nothing can begin: as long as this is open, this process holds
 * the box's lock. Delete the box's files, or record it as stopped, before closing it.
 *
 * @param lock the lock; empty if the box's directory is not there
 * @param killed the processes that were killed for it, those reached through a cgroup not included
 * @param took from the call to the proof
 */
public record Proof(Optional<BoxLock> lock, Set<Integer> killed, Duration took)
    implements AutoCloseable {
  /** Takes copies. */
  public Proof {
    killed = Set.copyOf(killed);
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    lock.ifPresent(BoxLock::close);
  }
}
