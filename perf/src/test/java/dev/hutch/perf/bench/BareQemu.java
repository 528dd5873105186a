package dev.hutch.perf.bench;

import dev.hutch.launch.Installation;
import dev.hutch.launch.KernelArguments;
import dev.hutch.vmm.spec.EngineKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** QEMU with a box's kernel, disks and devices, and nothing of Hutch around it. */
final class BareQemu {
  private static final long DISK_BYTES = 1L << 30;

  private final List<String> command;

  /** With its disk in this directory; it speaks to the agent through its own standard streams. */
  BareQemu(Installation installation, Path directory) {
    this(installation, directory, installation.agentDisk(), "stdio,id=agent,signal=off");
  }

  /**
   * Runs another init than the agent.
   *
   * @param init the disk it is on
   * @param port what is behind its port, an argument of {@code -chardev} with id {@code agent}
   */
  BareQemu(Installation installation, Path directory, Path init, String port) {
    Path disk = directory.resolve("disk");
    installation.boxDisk().create(disk, DISK_BYTES);
    command =
        new ArrayList<>(
            List.of(
                Objects.requireNonNull(installation.engineFiles().qemu()).toString(),
                "-machine",
                "microvm,acpi=off,x-option-roms=off,isa-serial=off",
                "-accel",
                "tcg",
                "-cpu",
                "max,erms=off,fsrm=off",
                "-m",
                "256M",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-no-reboot",
                "-kernel",
                installation.kernel().toString(),
                "-append",
                KernelArguments.of(EngineKind.EMULATED, 1)));
    drive("agent", init + ",readonly=on");
    drive("image", installation.baseImage() + ",readonly=on");
    drive("box", disk.toString());
    command.addAll(
        List.of(
            "-chardev",
            "null,id=console",
            "-chardev",
            port,
            "-device",
            "virtio-serial-device,max_ports=2",
            "-device",
            "virtconsole,chardev=console",
            "-device",
            "virtserialport,chardev=agent,name=hutch.agent"));
  }

  private void drive(String id, String file) {
    command.addAll(
        List.of(
            "-drive",
            "if=none,format=raw,file.locking=off,id=" + id + ",file=" + file,
            "-device",
            "virtio-blk-device,drive=" + id));
  }

  /** Starts it. */
  Process start() throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Boots it, until the agent's first byte comes out of its port, and kills it. */
  Duration boot() throws IOException, InterruptedException {
    long spawned = System.nanoTime();
    Process qemu = start();
    try {
      if (qemu.getInputStream().read() < 0) {
        throw new IOException("QEMU ended before the agent said hello");
      }
      return Duration.ofNanos(System.nanoTime() - spawned);
    } finally {
      qemu.destroyForcibly().waitFor();
    }
  }
}
