package dev.hutch.jailer.teardown;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.cgroup.Hierarchies;
import java.util.HashSet;
import java.util.Set;

/** Kills what there is of a box: its groups as a whole, then the processes that are in none. */
final class TreeKill {
  private final Hierarchies hierarchies;
  private final TreeSearch search;
  private final Set<Integer> killed = new HashSet<>();

  TreeKill(Hierarchies hierarchies, TreeSearch search) {
    this.hierarchies = hierarchies;
    this.search = search;
  }

  /** The processes that were sent SIGKILL one by one. */
  Set<Integer> killed() {
    return killed;
  }

  /**
   * Kills what is there now and waits for its end.
   *
   * @return whether there was no process
   */
  boolean findsNothing(BoxId box, BoxFiles files, Deadline deadline) {
    for (BoxCgroup group : BoxCgroup.find(hierarchies, box)) {
      if (group.isPopulated()) {
        kill(group, deadline);
      }
    }
    Set<Integer> found = search.candidates(box, files);
    try (Victims victims = new Victims()) {
      for (int pid : found) {
        if (victims.kill(pid, () -> search.isOf(pid, box, files))) {
          killed.add(pid);
        }
      }
      victims.awaitEnd(deadline);
    }
    return found.isEmpty();
  }

  /**
   * Waits for the members first: the kernel tells of changes of a group at most every ten
   * milliseconds, of the end of a process at once.
   */
  private static void kill(BoxCgroup group, Deadline deadline) {
    try (Victims members = new Victims()) {
      members.watch(group.members(), group::members);
      group.kill();
      members.awaitEnd(deadline);
    }
    group.awaitEmpty(deadline);
  }
}
