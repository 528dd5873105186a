package dev.hutch.jailer.identity;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcStat;
import dev.hutch.jailer.process.ProcessTable;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the shim of a box that lives by its argv, where the pid file does not tell: so that the
 * file can be repaired.
 *
 * @param table the processes of this host
 */
public record ShimSearch(ProcessTable table) {
  /**
   * The shim of the box: of its processes that are no bubblewrap the oldest, as what a shim forks
   * names the box too until it has executed its own program.
   *
   * @return empty if none runs now
   */
  public Optional<ShimIdentity> find(BoxId box) {
    BoxProcesses processes = new BoxProcesses(table);
    return processes.of(box).stream()
        .filter(pid -> !processes.isBubblewrap(pid))
        .flatMap(pid -> table.stat(pid).stream())
        .filter(stat -> !stat.isZombie())
        .sorted(Comparator.comparingLong(ProcStat::startTicks).thenComparingInt(ProcStat::pid))
        .flatMap(stat -> ShimIdentity.of(table, stat.pid(), box).stream())
        // looked at once more, now that its start time is known
        .filter(found -> found.verify(table) == IdentityCheck.MATCH)
        .findFirst();
  }
}
