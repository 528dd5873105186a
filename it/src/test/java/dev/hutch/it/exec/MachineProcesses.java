package dev.hutch.it.exec;

import dev.hutch.Box;
import dev.hutch.it.leak.BoxLook;
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

  /** This process of a box. */
  ProcessHandle of(Box box) {
    return BoxLook.at(box.id()).wholeTree().stream()
        .filter(process -> process.name().equals(command))
        .findAny()
        .flatMap(process -> ProcessHandle.of(process.pid()))
        .orElseThrow();
  }

  /** Sends a signal to this process of a box. */
  void signal(Box box, String name) {
    if (!Signals.send(name, of(box).pid())) {
      throw new AssertionError("no " + this + " to signal");
    }
  }
}
