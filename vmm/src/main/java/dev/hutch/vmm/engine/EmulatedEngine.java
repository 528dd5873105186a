package dev.hutch.vmm.engine;

import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.relay.RelayEnd;
import dev.hutch.vmm.spec.EngineFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's software emulation, in a child of this process. What QEMU says goes to the console pipe,
 * beside what the guest prints: the console's last lines then explain either one's death.
 */
public final class EmulatedEngine implements Engine {
  private final EngineFiles files;
  private @Nullable Spawn spawn;

  EmulatedEngine(EngineFiles files) {
    this.files = files;
  }

  @Override
  public void link() {
    // QEMU is a program of its own: there is nothing to load.
  }

  @Override
  public void prepare(Machine machine) {
    Path qemu = files.qemu();
    if (qemu == null) {
      throw new EngineException("QEMU: its path was not given", null);
    }
    Spawn prepared =
        Spawn.of(qemu)
            .args(EmulatedCommand.arguments(machine.spec(), files.firmware()))
            .resetSignals()
            // QEMU reads nothing there; any descriptor keeps the number from meaning another file.
            .dup2(machine.consoleWriter(), 0)
            .dup2(machine.consoleWriter(), 1)
            .dup2(machine.consoleWriter(), 2)
            .dup2(machine.lock(), EmulatedCommand.LOCK)
            .dup2(machine.kernel(), EmulatedCommand.KERNEL)
            .dup2(machine.agentPort(), EmulatedCommand.AGENT_PORT)
            .dup2(machine.consoleWriter(), EmulatedCommand.CONSOLE);
    for (int i = 0; i < machine.disks().size(); i++) {
      prepared.dup2(machine.disks().get(i), EmulatedCommand.FIRST_DISK + i);
    }
    spawn = prepared;
  }

  @Override
  public RelayEnd run(Course course) {
    Spawn prepared = spawn;
    if (prepared == null) {
      throw new IllegalStateException("run before prepare");
    }
    course.started();
    try (Child child = start(prepared)) {
      RelayEnd end = course.relay(child.pidFd().fd());
      child.pidFd().signal(Signal.SIGKILL);
      return judged(end, child.pidFd().waitForChild());
    }
  }

  private Child start(Spawn prepared) {
    try {
      return prepared.start();
    } catch (PosixException e) {
      throw new EngineException(
          "QEMU at " + files.qemu() + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** A machine that ended by QEMU's failure did not end well, whatever its guest had reached. */
  private static RelayEnd judged(RelayEnd end, ExitStatus status) {
    if (end.cause() != RelayEnd.Cause.MACHINE_ENDED || status.isSuccess()) {
      return end;
    }
    return new RelayEnd(
        RelayEnd.Cause.FAILED,
        Phases.RUNNING,
        "QEMU ended with "
            + (status.kind() == ExitStatus.Kind.EXITED ? "code " : "signal ")
            + status.value()
            + "; "
            + end.message());
  }
}
