package dev.hutch.jailer.teardown;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import java.util.Optional;
import java.util.Set;

/**
 * Proves of those who keep a box locked that they can make no VM of it.
 *
 * <p>It stands on a rule that all starters keep: a shim is started first, the lock is taken after,
 * and who holds it starts none. So a holder whose shim is dead has nobody left to send its box to.
 * What could still be a VM, or become one, lives in a pid namespace below ours.
 *
 * <p>The order of the looks counts. A shim that belongs to a holder seen at the first look was
 * there before it, so the search for processes after finds it if it lives; and if the same hold the
 * lock at the second look, no other starter has begun in between.
 */
final class HolderCheck {
  private final ProcessTable table = ProcessTable.HOST;
  private final BoxProcesses processes = new BoxProcesses(table);
  private final TreeSearch search = new TreeSearch();
  private final Hierarchies hierarchies;

  HolderCheck(Hierarchies hierarchies) {
    this.hierarchies = hierarchies;
  }

  /** The holders, if all there may be are visible and harmless and nothing else is left. */
  Optional<Set<Integer>> harmless(BoxId box, BoxFiles files) {
    Optional<Set<Integer>> before = visibleAndOutside(files);
    return before.isPresent()
            && search.candidates(box, files).isEmpty()
            && BoxCgroup.find(hierarchies, box).isEmpty()
        ? visibleAndOutside(files).filter(before.get()::equals)
        : Optional.empty();
  }

  /** Empty also if the lock is held and nobody is seen to hold it: then somebody is not seen. */
  private Optional<Set<Integer>> visibleAndOutside(BoxFiles files) {
    LockHolders holders = LockHolders.of(table, files.lock());
    return holders.pids().isEmpty()
            || holders.pids().stream().anyMatch(processes::isBelow)
            || holders.hidden().stream().anyMatch(this::mayBeAVirtualMachine)
        ? Optional.empty()
        : Optional.of(holders.pids());
  }

  /** Those of other users are none of this user's boxes, and root hides nothing from root. */
  private boolean mayBeAVirtualMachine(int pid) {
    return processes.isBelow(pid) && processes.isOurs(pid);
  }
}
