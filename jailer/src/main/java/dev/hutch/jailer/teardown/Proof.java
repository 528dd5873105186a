package dev.hutch.jailer.teardown;

import dev.hutch.jailer.lock.BoxLock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Nothing of the box is left. With the lock, nothing can begin either: as long as this is open,
 * this process holds it. Delete the box's files, or record it as stopped, before closing it.
 *
 * @param lock the lock; empty if the box's directory is not there, or if others hold it who cannot
 *     make anything of it ({@link Teardown#killForced})
 * @param heldBy those others; empty if the lock is held here or not there
 * @param killed the processes that were killed for it, those reached through a cgroup not included
 * @param took from the call to the proof
 */
public record Proof(Optional<BoxLock> lock, Set<Integer> heldBy, Set<Integer> killed, Duration took)
    implements AutoCloseable {
  /** Takes copies. */
  public Proof {
    heldBy = Set.copyOf(heldBy);
    killed = Set.copyOf(killed);
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    lock.ifPresent(BoxLock::close);
  }
}
