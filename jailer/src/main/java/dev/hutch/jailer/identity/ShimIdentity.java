package dev.hutch.jailer.identity;

import dev.hutch.bindings.posix.PidFd;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.process.ProcStat;
import dev.hutch.jailer.process.ProcessTable;
import java.util.Optional;

/**
 * Everything that must match before a pid is believed to be the shim of a box.
 *
 * @param pid the shim's pid on the host
 * @param startTicks its start time, field 22 of {@code /proc/<pid>/stat}
 * @param bootId the boot in which pid and start time were read
 * @param box the box whose id its argv names
 */
public record ShimIdentity(int pid, long startTicks, String bootId, BoxId box) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a part cannot be one of a process
   */
  public ShimIdentity {
    if (pid < 1 || startTicks < 0 || bootId.isBlank()) {
      throw new IllegalArgumentException(
          "not a process identity: pid "
              + pid
              + ", start "
              + startTicks
              + ", boot '"
              + bootId
              + "'");
    }
  }

  /** The identity of a process that runs now, empty if it does not. */
  public static Optional<ShimIdentity> of(ProcessTable table, int pid, BoxId box) {
    return table
        .stat(pid)
        .filter(stat -> !stat.isZombie())
        .map(stat -> new ShimIdentity(pid, stat.startTicks(), BootId.current(), box));
  }

  /** Compares this identity with the processes that run now. */
  public IdentityCheck verify(ProcessTable table) {
    if (!bootId.equals(BootId.current())) {
      return IdentityCheck.OTHER_BOOT;
    }
    Optional<ProcStat> stat = table.stat(pid).filter(found -> !found.isZombie());
    if (stat.isEmpty()) {
      return IdentityCheck.GONE;
    }
    if (stat.get().startTicks() != startTicks) {
      return IdentityCheck.RECYCLED;
    }
    // equality of a whole element, never a substring: box-1 must not match box-10
    return table.arguments(pid).contains(box.value())
        ? IdentityCheck.MATCH
        : IdentityCheck.NOT_NAMING_THE_BOX;
  }

  /**
   * Opens the process so that it can be acted on: the pidfd is opened first and the identity
   * verified after, so whatever is then done to the pidfd is done to the shim, even if its pid is
   * recycled in between.
   *
   * @return the caller's to close; empty if the process is not (or no longer) this shim
   */
  public Optional<PidFd> open(ProcessTable table) {
    Optional<PidFd> opened = PidFd.open(pid);
    if (opened.isPresent() && verify(table) != IdentityCheck.MATCH) {
      opened.get().close();
      return Optional.empty();
    }
    return opened;
  }
}
