package dev.hutch.perf.bench;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.UnixSocket;
import dev.hutch.launch.Installation;
import dev.hutch.launch.KernelArguments;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.spec.BoxId;
import dev.hutch.vmm.spec.Descriptors;
import dev.hutch.vmm.spec.Disk;
import dev.hutch.vmm.spec.EngineKind;
import dev.hutch.vmm.spec.Kernel;
import dev.hutch.vmm.spec.VmSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A machine whose kernel is a named pipe nobody writes to: libkrun takes every call, and stops
 * where it opens the kernel, before it has touched KVM or the guest's memory. So the process can be
 * looked at.
 */
final class ShimMachine implements AutoCloseable {
  private static final int MEMORY_MIB = 256;

  private final Installation installation;
  private final Fd kernel;
  private final Fd agent;
  private final Fd image;
  private final Fd box;
  private final Fd lock = MemFd.create("lock");
  private final Fd log = MemFd.create("log");
  private final Fd listener;
  private final Pipe console = Pipe.create();

  /** In this directory, which is empty. */
  ShimMachine(Installation installation, Path directory) throws IOException, InterruptedException {
    this.installation = installation;
    Path pipe = directory.resolve("kernel");
    if (new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor() != 0) {
      throw new IOException("no named pipe at " + pipe);
    }
    kernel = Fd.open(pipe, OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK, 0);
    agent = Fd.open(installation.agentDisk(), OpenFlags.O_RDONLY, 0);
    image = Fd.open(installation.baseImage(), OpenFlags.O_RDONLY, 0);
    Path disk = directory.resolve("disk");
    installation.boxDisk().create(disk, 1L << 30);
    box = Fd.open(disk, OpenFlags.O_RDWR, 0);
    listener = UnixSocket.listen(directory.resolve("agent.sock"), 1);
  }

  /** The configuration a shim gets. */
  byte[] shimConfiguration(String id) {
    return ControlEncoder.config(
        new VmSpec(
            new BoxId(id),
            "hutch",
            EngineKind.LIBKRUN,
            1,
            MEMORY_MIB,
            new Kernel(1, commandLine()),
            List.of(
                new Disk("agent", true, 2), new Disk("image", true, 3), new Disk("box", false, 4)),
            new Descriptors(0, 5, 6, 7, 8, Descriptors.ABSENT),
            installation.engineFiles(),
            false,
            Duration.ofMinutes(10)));
  }

  /** What travels with it. */
  List<Fd> shimDescriptors() {
    return List.of(
        lock, kernel, agent, image, box, listener, log, console.reader(), console.writer());
  }

  /** The configuration of the program in C. */
  byte[] twinConfiguration() {
    return commandLine().getBytes(StandardCharsets.UTF_8);
  }

  /** What travels with it. */
  List<Fd> twinDescriptors() {
    return List.of(kernel, agent, image, box, console.writer());
  }

  private static String commandLine() {
    return KernelArguments.of(EngineKind.LIBKRUN, 1);
  }

  @Override
  public void close() {
    List.of(kernel, agent, image, box, lock, log, listener).forEach(Fd::close);
    console.close();
  }
}
