package dev.hutch.jailer.teardown;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.Supervisor;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends a box, whoever started it and in whatever state its files are, and proves that it has ended.
 *
 * <p>Its tree is found by each of: its cgroup, the processes whose argv names it, the pid file.
 * None is needed: the cgroup may not exist, the file may be missing, damaged or another's. What
 * counts in the end is that the lock is free, no group is there and no process names the box.
 *
 * <p>Calls block in poll(2) up to the time given; an interrupt does not end them, and a virtual
 * thread pins its carrier.
 */
public final class Teardown {
  /** For how long owners may let go by themselves before a forced kill looks at who they are. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** Who has the box's lock: this call, harmless others, or, where there is none, nobody. */
  private record Owned(Optional<BoxLock> lock, Set<Integer> heldBy) {
    static final Owned NOWHERE = new Owned(Optional.empty(), Set.of());

    static Owned of(BoxLock lock) {
      return new Owned(Optional.of(lock), Set.of());
    }
  }

  private final Hierarchies hierarchies;
  private final Supervisor supervisor;
  private final TreeSearch search = new TreeSearch();
  private final HolderCheck holders;

  /**
   * A teardown for boxes of this host.
   *
   * @param hierarchies where groups may be
   * @param supervisor whose children must be reaped before the proof holds
   */
  public Teardown(Hierarchies hierarchies, Supervisor supervisor) {
    this.hierarchies = hierarchies;
    this.supervisor = supervisor;
    this.holders = new HolderCheck(hierarchies);
  }

  /**
   * Kills the whole tree of a box, at once and without asking, and waits for the proof.
   *
   * @param time how long it may take
   * @return the proof, which holds the box's lock: the caller's to close
   * @throws TeardownException if something is left when the time is over; nothing of the files was
   *     touched
   */
  public Proof kill(BoxId box, BoxFiles files, Duration time) {
    return end(box, files, time, Optional.empty());
  }

  /**
   * As {@link #kill}, but where after a short while nothing is left but the lock, and those who
   * hold it can make no VM of the box any more, it does not wait for them: a starter that was
   * frozen and whose shim is dead, for one. All must be visible, and none in a pid namespace below
   * ours.
   *
   * <p>Without the lock its proof is of one moment: a holder that goes on and lets go lets the next
   * starter in. So move the box's directory away, where nobody can find its lock any more, and call
   * this once more with the files at their new place, before anything is deleted.
   *
   * @param time how long it may take
   * @return the proof: the caller's to close. It holds no lock if {@link Proof#heldBy()} names
   *     somebody
   * @throws TeardownException if more is left when the time is over; nothing of the files was
   *     touched
   */
  public Proof killForced(BoxId box, BoxFiles files, Duration time) {
    return end(box, files, time, Optional.of(time.compareTo(PATIENCE) < 0 ? time : PATIENCE));
  }

  /**
   * The proof that nothing of a box is left, without killing anything for it.
   *
   * @return empty if something is left, or its lock is held
   */
  public Optional<Proof> prove(BoxId box, BoxFiles files) {
    long start = System.nanoTime();
    return search.candidates(box, files).isEmpty() && isCleared(box, Deadline.in(PATIENCE))
        ? own(files).map(owned -> proof(owned, Set.of(), start))
        : Optional.empty();
  }

  /** What there is of a box now. It does not disturb the box. */
  public Remains observe(BoxId box, BoxFiles files) {
    Set<Integer> found = search.candidates(box, files);
    List<BoxCgroup> groups = BoxCgroup.find(hierarchies, box);
    boolean locked = BoxLock.isHeld(files.lock());
    return new Remains(
        found,
        groups.stream().map(BoxCgroup::path).toList(),
        locked,
        locked && found.isEmpty()
            ? LockHolders.of(ProcessTable.HOST, files.lock()).pids()
            : Set.of());
  }

  /** With a patience, holders of the lock that are harmless are not waited for longer than that. */
  private Proof end(BoxId box, BoxFiles files, Duration time, Optional<Duration> patience) {
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(time);
    Optional<Deadline> enough = Optional.empty();
    TreeKill kill = new TreeKill(hierarchies, search);
    while (true) {
      // the processes first: an ended one has given back the lock and left its group before it
      // disappears from view
      if (kill.findsNothing(box, files, deadline) && isCleared(box, deadline)) {
        Optional<Owned> owned = own(files);
        enough = enough.or(() -> patience.map(Deadline::in));
        if (owned.isEmpty() && enough.filter(Deadline::hasPassed).isPresent()) {
          owned = holders.harmless(box, files).map(pids -> new Owned(Optional.empty(), pids));
        }
        if (owned.isPresent()) {
          return proof(owned.get(), kill.killed(), start);
        }
        LockWait.await(files.lock(), deadline);
      }
      if (deadline.hasPassed()) {
        throw new TeardownException(box, time, observe(box, files));
      }
    }
  }

  /** Its children here are reaped and its groups removed, where it has no process any more. */
  private boolean isCleared(BoxId box, Deadline deadline) {
    return supervisor.awaitReaped(box, deadline)
        && BoxCgroup.find(hierarchies, box).stream().allMatch(BoxCgroup::remove);
  }

  private static Optional<Owned> own(BoxFiles files) {
    if (!Files.exists(files.lock())) {
      return Optional.of(Owned.NOWHERE);
    }
    try {
      return BoxLock.tryAcquire(files.lock()).map(Owned::of);
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        // removed by another process, in one piece with its directory
        return Optional.of(Owned.NOWHERE);
      }
      throw e;
    }
  }

  private static Proof proof(Owned owned, Set<Integer> killed, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Proof(owned.lock(), owned.heldBy(), killed, took);
  }
}
