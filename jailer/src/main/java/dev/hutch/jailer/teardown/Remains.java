package dev.hutch.jailer.teardown;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What there is of a box outside its files: the kernel's answer at one moment.
 *
 * @param processes live processes that belong to it
 * @param cgroups its groups, populated or not
 * @param locked whether its lock is held
 * @param lockHolders the processes seen to hold it, this one included; those of other users cannot
 *     be seen. Looked for only when no process of the box is left to explain the lock
 */
public record Remains(
    Set<Integer> processes, List<Path> cgroups, boolean locked, Set<Integer> lockHolders) {
  /** Takes copies. */
  public Remains {
    processes = Set.copyOf(processes);
    cgroups = List.copyOf(cgroups);
    lockHolders = Set.copyOf(lockHolders);
  }

  /** Whether there is nothing. */
  public boolean isNothing() {
    return processes.isEmpty() && cgroups.isEmpty() && !locked;
  }

  @Override
  public String toString() {
    if (isNothing()) {
      return "nothing";
    }
    List<String> parts = new ArrayList<>();
    if (!processes.isEmpty()) {
      parts.add("processes " + processes.stream().sorted().toList());
    }
    if (!cgroups.isEmpty()) {
      parts.add("cgroups " + cgroups);
    }
    if (locked) {
      parts.add(
          processes.isEmpty()
              ? "the box lock, held by "
                  + (lockHolders.isEmpty() ? "a process not visible from here" : lockHolders)
              : "the box lock");
    }
    return String.join(", ", parts);
  }
}
