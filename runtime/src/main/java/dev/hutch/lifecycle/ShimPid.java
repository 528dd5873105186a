package dev.hutch.lifecycle;

import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.host.HostBoxes;
import dev.hutch.jailer.identity.IdentityCheck;
import dev.hutch.jailer.identity.PidFile;
import dev.hutch.jailer.identity.PidRecord;
import dev.hutch.jailer.identity.ShimIdentity;
import dev.hutch.jailer.identity.ShimSearch;
import dev.hutch.jailer.process.ProcessTable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;

/**
 * Which process is a box's shim, and the repair of a pid file that does not say so.
 *
 * @param box whose
 */
record ShimPid(BoxDirectory box) {
  /** The shim's pid, by its pid file or, where that is wrong while the box lives, by its argv. */
  OptionalInt read(boolean locked, Supplier<HostBoxes> look) {
    if (!locked) {
      return OptionalInt.empty();
    }
    PidFile file = new PidFile(box.pidFile());
    if (file.read(BoxHost.id(box)) instanceof PidRecord.Present present
        && present.identity().verify(ProcessTable.HOST) == IdentityCheck.MATCH) {
      return OptionalInt.of(present.identity().pid());
    }
    Optional<ShimIdentity> found = shim(look);
    found.ifPresent(identity -> repair(file, identity));
    return found.map(identity -> OptionalInt.of(identity.pid())).orElse(OptionalInt.empty());
  }

  /** A look at all processes is cheaper than a search of them where it was taken already. */
  private Optional<ShimIdentity> shim(Supplier<HostBoxes> look) {
    return look.get().processes(BoxHost.id(box)).isEmpty()
        ? Optional.empty()
        : new ShimSearch(ProcessTable.HOST).find(BoxHost.id(box));
  }

  private void repair(PidFile file, ShimIdentity identity) {
    try {
      file.write(identity);
    } catch (JailerException e) {
      // it is a hint, and whoever reads it next finds the shim as we did
      LogManager.getLogger(ShimPid.class).warn("the pid file is wrong and stays so", e);
    }
  }
}
