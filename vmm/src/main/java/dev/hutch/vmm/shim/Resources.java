package dev.hutch.vmm.shim;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.vmm.engine.Machine;
import dev.hutch.vmm.journal.JournalWriter;
import dev.hutch.vmm.relay.HostClock;
import dev.hutch.vmm.relay.Owner;
import dev.hutch.vmm.relay.RelayPlan;
import dev.hutch.vmm.spec.Descriptors;
import dev.hutch.vmm.spec.Disk;
import dev.hutch.vmm.spec.VmSpec;
import dev.hutch.vmm.spec.VmSpecException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors that came with a specification, in their roles, and those that the shim adds. All
 * of them stay open until the process ends, which is what closes them.
 */
final class Resources {
  private final VmSpec spec;
  private final List<Fd> received;
  private final SocketPair agentPort;
  private final Fd consoleReader;
  private final Fd consoleWriter;

  Resources(VmSpec spec, List<Fd> received) {
    if (received.size() != spec.descriptorCount()) {
      throw new VmSpecException(
          "descriptors: "
              + received.size()
              + " came with a specification that names "
              + spec.descriptorCount());
    }
    this.spec = spec;
    this.received = received;
    this.agentPort = SocketPair.stream();
    Descriptors descriptors = spec.descriptors();
    if (descriptors.hasConsolePipe()) {
      consoleReader = received.get(descriptors.consoleReader());
      consoleWriter = received.get(descriptors.consoleWriter());
    } else {
      Pipe pipe = Pipe.create();
      consoleReader = pipe.reader();
      consoleWriter = pipe.writer();
    }
  }

  Machine machine() {
    List<Fd> disks = new ArrayList<>(spec.disks().size());
    for (Disk disk : spec.disks()) {
      disks.add(received.get(disk.descriptor()));
    }
    return new Machine(
        spec,
        received.get(spec.descriptors().lock()),
        received.get(spec.kernel().descriptor()),
        disks,
        agentPort.right(),
        consoleWriter);
  }

  RelayPlan relayPlan(Owner owner, JournalWriter journal, @Nullable Fd machine) {
    return new RelayPlan(
        received.get(spec.descriptors().listener()),
        agentPort.left(),
        consoleReader,
        received.get(spec.descriptors().consoleLog()),
        machine,
        HostClock.open(),
        owner,
        journal,
        spec.detached(),
        spec.hostName(),
        spec.helloTimeout(),
        RelayPlan.RESET_TIMEOUT);
  }
}
