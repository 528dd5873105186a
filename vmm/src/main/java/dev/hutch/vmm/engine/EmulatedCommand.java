package dev.hutch.vmm.engine;

import dev.hutch.agent.protocol.Protocol;
import dev.hutch.vmm.spec.Disk;
import dev.hutch.vmm.spec.VmSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's arguments for a machine, and the numbers under which it gets the machine's descriptors. No
 * value of a specification can become an option: names and ids have no comma, disks and kernel are
 * numbers, and the kernel's command line is one argument of its own.
 */
final class EmulatedCommand {
  /** Held, not used: the box is alive for as long as QEMU is. */
  static final int LOCK = 3;

  static final int KERNEL = 4;
  static final int AGENT_PORT = 5;
  static final int CONSOLE = 6;
  static final int FIRST_DISK = 7;

  /**
   * No ACPI: only then are the devices announced on the kernel command line, as our kernel needs
   * it.
   */
  private static final String MACHINE = "microvm,acpi=off,x-option-roms=off,isa-serial=off";

  private static final String SANDBOX =
      "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";

  /**
   * All that TCG has, but ERMS: where they see it, kernels copy by REP MOVSB, which TCG does a byte
   * at a time. Without it a pipe passes 2.7 times as much. FSRM says the same of newer QEMUs.
   */
  private static final String CPU = "max,erms=off,fsrm=off";

  private EmulatedCommand() {}

  /** Returns the arguments after the program's name. */
  static List<String> arguments(VmSpec spec, @Nullable Path firmware) {
    List<String> to = new ArrayList<>(64);
    // The id as one whole argument: a search of the process table finds QEMU by it, too.
    add(to, "-name", spec.boxId().text());
    add(to, "-machine", MACHINE);
    add(to, "-accel", "tcg");
    add(to, "-cpu", CPU);
    add(to, "-smp", Integer.toString(spec.vcpus()));
    add(to, "-m", spec.memoryMib() + "M");
    to.add("-nodefaults");
    to.add("-no-user-config");
    add(to, "-display", "none");
    // The guest ends by reboot, for lack of ACPI it cannot switch itself off.
    to.add("-no-reboot");
    add(to, "-sandbox", SANDBOX);
    if (firmware != null) {
      add(to, "-L", firmware.toString());
    }
    add(to, "-kernel", "/proc/self/fd/" + KERNEL);
    add(to, "-append", spec.kernel().commandLine());
    for (int i = 0; i < spec.disks().size(); i++) {
      disk(to, spec.disks().get(i), i);
    }
    ports(to);
    return to;
  }

  private static void disk(List<String> to, Disk disk, int index) {
    int fd = FIRST_DISK + index;
    add(to, "-add-fd", "fd=" + fd + ",set=" + fd);
    // auto-read-only opens a writable disk for reading first, which a set of one descriptor cannot
    // serve.
    add(
        to,
        "-drive",
        "if=none,format=raw,file.locking=off,auto-read-only=off,readonly="
            + (disk.readOnly() ? "on" : "off")
            + ",id=disk"
            + index
            + ",file=/dev/fdset/"
            + fd);
    add(to, "-device", "virtio-blk-device,drive=disk" + index + ",serial=" + disk.name());
  }

  private static void ports(List<String> to) {
    add(to, "-add-fd", "fd=" + CONSOLE + ",set=" + CONSOLE);
    // append: without it QEMU truncates what it opens, and a pipe refuses that.
    add(to, "-chardev", "file,id=console,append=on,path=/dev/fdset/" + CONSOLE);
    add(to, "-chardev", "socket,id=agent,fd=" + AGENT_PORT);
    add(to, "-device", "virtio-serial-device,max_ports=2");
    add(to, "-device", "virtconsole,chardev=console");
    add(to, "-device", "virtserialport,chardev=agent,name=" + Protocol.PORT_NAME);
  }

  private static void add(List<String> to, String option, String value) {
    to.add(option);
    to.add(value);
  }
}
