package dev.hutch.jailer.teardown;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.identity.IdentityCheck;
import dev.hutch.jailer.identity.PidRecord;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the processes of a box, by argv and by its pid file. */
final class TreeSearch {
  private final ProcessTable table = ProcessTable.HOST;
  private final BoxProcesses processes = new BoxProcesses(table);

  /** Those that belong to the box now. */
  Set<Integer> candidates(BoxId box, BoxFiles files) {
    Set<Integer> found = new HashSet<>(processes.of(box));
    recorded(box, files).ifPresent(found::add);
    return found;
  }

  /** Whether this one does. */
  boolean isOf(int pid, BoxId box, BoxFiles files) {
    return processes.belongs(pid, box)
        || recorded(box, files).filter(known -> known == pid).isPresent();
  }

  private Optional<Integer> recorded(BoxId box, BoxFiles files) {
    return files.pidFile().read(box) instanceof PidRecord.Present present
            && present.identity().verify(table) == IdentityCheck.MATCH
        ? Optional.of(present.identity().pid())
        : Optional.empty();
  }
}
