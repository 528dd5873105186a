package dev.hutch.it.exec;

import dev.hutch.Box;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.Proc;
import dev.hutch.it.service.Signals;

/** The processes of the host that a box consists of. */
enum MachineProcesses {
  /** The machine itself, emulated. */
  MACHINE("qemu-system-x86"),
  /** Its relay. */
  SHIM("java");

  private final String command;

  MachineProcesses(String command) {
    this.command = command;
  }

  /** Sends a signal to this process of a box. */
  void signal(Box box, String name) {
    Proc process =
        BoxLook.at(box.id()).wholeTree().stream()
            .filter(one -> one.name().equals(command))
            .findAny()
            .orElseThrow();
    if (!Signals.send(name, process.pid())) {
      throw new AssertionError("no " + this + " to signal");
    }
  }
}
