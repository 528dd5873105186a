package dev.hutch.it.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The QEMU process. It ends with its owner: by {@link #end}, or by the kernel if this JVM dies. */
final class Machine {
  private static final String KERNEL_ARGUMENTS =
      String.join(
          " ",
          "console=ttyS0 loglevel=4 panic=-1 mitigations=off",
          // Calibrating against emulated timers takes seconds and goes wrong under load.
          "tsc=reliable clocksource=tsc no_timer_check");

  private final Process process;

  private Machine(Process process) {
    this.process = process;
  }

  /**
   * Starts it; the port's listener must be there already.
   *
   * @param port the unix socket QEMU connects the port {@code hutch.lab} to
   * @param exchange the directory the lab may write to
   * @param console where the kernel's console goes
   * @param onEnd called once QEMU is gone
   */
  static Machine start(
      LabImage image, LabSpec spec, Path port, Path exchange, Path console, Runnable onEnd) {
    List<String> command = command(image, spec, port, exchange, console);
    File messages = exchange.resolveSibling("qemu.log").toFile();
    CompletableFuture<Process> started = new CompletableFuture<>();
    // The parent-death signal is sent when the thread that forked ends: this one outlives QEMU.
    Thread.ofPlatform()
        .daemon()
        .name("lab-qemu")
        .start(
            () -> {
              try {
                Process process =
                    new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(messages)
                        .redirectErrorStream(true)
                        .start();
                started.complete(process);
                process.onExit().join();
              } catch (IOException e) {
                started.completeExceptionally(e);
              } finally {
                onEnd.run();
              }
            });
    try {
      return new Machine(started.join());
    } catch (CompletionException e) {
      throw new LabException("cannot start QEMU: " + e.getCause(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  /**
   * Kills it and waits until it is gone.
   *
   * @throws LabException if it is not
   */
  void end() {
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new LabException("the lab's QEMU, pid " + pid() + ", outlives SIGKILL");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static List<String> command(
      LabImage image, LabSpec spec, Path port, Path exchange, Path console) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(HostTools.path("setpriv").toString(), "--pdeathsig", "KILL"));
    command.add(HostTools.path("qemu-system-x86_64").toString());
    command.addAll(List.of("-machine", "q35,hpet=off", "-rtc", "clock=vm"));
    command.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"));
    command.addAll(spec.clock().arguments());
    // Without nested paging a guest in the lab does not finish booting.
    command.addAll(List.of("-cpu", "EPYC,+svm,+npt"));
    command.addAll(List.of("-smp", "" + spec.cpus(), "-m", "" + spec.memoryMib()));
    command.addAll(List.of("-kernel", image.kernel().toString()));
    command.addAll(List.of("-initrd", image.initrd().toString(), "-append", KERNEL_ARGUMENTS));
    command.addAll(List.of("-serial", "file:" + console));
    command.addAll(
        List.of("-drive", "file=" + image.rootDisk() + ",format=raw,if=virtio,readonly=on"));
    command.addAll(List.of("-device", "virtio-serial-pci"));
    command.addAll(List.of("-chardev", "socket,id=lab,path=" + port));
    command.addAll(List.of("-device", "virtserialport,chardev=lab,name=hutch.lab"));
    command.addAll(share("exchange", exchange, ""));
    spec.shares().forEach((name, path) -> command.addAll(share(name, path, ",readonly=on")));
    return command;
  }

  private static List<String> share(String name, Path directory, String more) {
    return List.of(
        "-virtfs",
        "local,path=" + directory + ",mount_tag=" + name + ",security_model=none" + more);
  }
}
