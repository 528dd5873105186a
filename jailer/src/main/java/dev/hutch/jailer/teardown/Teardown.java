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
import java.util.HashSet;
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
  /** For how long other owners may let go by themselves before a forced kill looks at them. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** Nothing is left; the lock is empty if its file is not there. */
  private record Quiet(Optional<BoxLock> lock) {}

  private final Hierarchies hierarchies;
  private final Supervisor supervisor;
  private final TreeSearch search = new TreeSearch();

  /**
   * A teardown for boxes of this host.
   *
   * @param hierarchies where groups may be
   * @param supervisor whose children must be reaped before the proof holds
   */
  public Teardown(Hierarchies hierarchies, Supervisor supervisor) {
    this.hierarchies = hierarchies;
    this.supervisor = supervisor;
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
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(time);
    Set<Integer> killed = new HashSet<>();
    while (true) {
      killGroups(box, deadline);
      Optional<Quiet> quiet = prove(box, files, deadline);
      if (quiet.isPresent()) {
        return new Proof(
            quiet.get().lock(), Set.of(), killed, Duration.ofNanos(System.nanoTime() - start));
      }
      if (deadline.hasPassed()) {
        throw new TeardownException(box, time, observe(box, files));
      }
      try (Victims victims = new Victims()) {
        for (int pid : search.candidates(box, files)) {
          if (victims.kill(pid, () -> search.isOf(pid, box, files))) {
            killed.add(pid);
          }
        }
        victims.awaitEnd(deadline);
      }
    }
  }

  /**
   * As {@link #kill}, but where after a short while nothing is left but the lock, held by processes
   * that cannot make a VM of the box any more, it does not wait for these: a starter that was
   * frozen, whose shim is dead. They must all be visible, and none in a pid namespace below ours.
   *
   * <p>Its proof holds for the moment at which it is given: without the lock, a holder that lets go
   * lets another starter in. So move the box's directory out of its place, after which nobody can
   * find its lock, and call this once more with the files at their new place, before anything is
   * deleted.
   *
   * @param time how long it may take
   * @return the proof: the caller's to close. With {@link Proof#heldBy()} it holds no lock
   * @throws TeardownException if more is left when the time is over; nothing of the files was
   *     touched
   */
  public Proof killForced(BoxId box, BoxFiles files, Duration time) {
    try {
      return kill(box, files, time.compareTo(PATIENCE) < 0 ? time : PATIENCE);
    } catch (TeardownException e) {
      return kill(box, files, time.minus(PATIENCE));
    }
  }

  /**
   * The proof that nothing of a box is left, without killing anything for it.
   *
   * @return empty if something is left, or its lock is held
   */
  public Optional<Proof> prove(BoxId box, BoxFiles files) {
    long start = System.nanoTime();
    return prove(box, files, new Deadline(start))
        .map(
            quiet ->
                new Proof(
                    quiet.lock(), Set.of(), Set.of(), Duration.ofNanos(System.nanoTime() - start)));
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
        locked && found.isEmpty() ? LockHolders.of(ProcessTable.HOST, files.lock()) : Set.of());
  }

  private void killGroups(BoxId box, Deadline deadline) {
    for (BoxCgroup group : BoxCgroup.find(hierarchies, box)) {
      if (group.isPopulated()) {
        killGroup(group, deadline);
      }
    }
  }

  /**
   * Waits for the members first: the kernel tells of changes of a group at most every ten
   * milliseconds, of the end of a process at once.
   */
  private static void killGroup(BoxCgroup group, Deadline deadline) {
    try (Victims members = new Victims()) {
      members.watch(group.members(), group::members);
      group.kill();
      members.awaitEnd(deadline);
    }
    group.awaitEmpty(deadline);
  }

  /**
   * The processes first: an ended one has given back the lock and left its group before it
   * disappears from here.
   */
  private Optional<Quiet> prove(BoxId box, BoxFiles files, Deadline deadline) {
    if (!search.candidates(box, files).isEmpty() || !supervisor.awaitReaped(box, deadline)) {
      return Optional.empty();
    }
    for (BoxCgroup group : BoxCgroup.find(hierarchies, box)) {
      if (!group.remove()) {
        return Optional.empty();
      }
    }
    if (!Files.exists(files.lock())) {
      return Optional.of(new Quiet(Optional.empty()));
    }
    try {
      return BoxLock.tryAcquire(files.lock()).map(lock -> new Quiet(Optional.of(lock)));
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.of(
            new Quiet(
                Optional.empty())); // removed by another process, in one piece with its directory
      }
      throw e;
    }
  }
}
