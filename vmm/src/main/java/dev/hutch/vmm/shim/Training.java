package dev.hutch.vmm.shim;

import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.engine.Engine;
import dev.hutch.vmm.engine.EngineException;
import dev.hutch.vmm.relay.Owner;
import dev.hutch.vmm.relay.Rehearsal;
import dev.hutch.vmm.spec.Descriptors;
import dev.hutch.vmm.spec.Disk;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.EngineKind;
import dev.hutch.vmm.spec.Kernel;
import dev.hutch.vmm.spec.VmSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that goes the way of a real one as far as it can without a machine, for the class cache:
 * configuration over a control socket, every call into libkrun but the last (if it is given), a
 * spawn that fails, a relayed operation.
 */
final class Training {
  private static final int DESCRIPTORS = 8;

  /** What comes after the point where a training has to stop: from a jar it costs milliseconds. */
  private static final List<String> BEYOND =
      List.of(
          "dev.hutch.vmm.engine.LibkrunEngine$RelayThread",
          "dev.hutch.bindings.posix.Child",
          "dev.hutch.bindings.posix.ExitStatus",
          "dev.hutch.bindings.posix.ExitStatus$Kind",
          "dev.hutch.bindings.posix.MonotonicClock",
          "dev.hutch.bindings.posix.PidFd",
          "dev.hutch.bindings.posix.Posix",
          "dev.hutch.bindings.posix.UnixSocket");

  private Training() {}

  static void run(ShimOptions options) {
    Rehearsal.run();
    for (String name : BEYOND) {
      load(name);
    }
    if (options.engine() == EngineKind.LIBKRUN) {
      configured(options, EngineKind.LIBKRUN);
    }
    spawned(options);
  }

  private static void load(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a class of the shim is missing: " + name, e);
    }
  }

  private static void spawned(ShimOptions options) {
    ShimOptions emulated =
        new ShimOptions(options.boxId(), EngineKind.EMULATED, options.files(), null, true);
    Engine engine = configured(emulated, EngineKind.EMULATED);
    try {
      engine.run(new Nowhere());
      throw new IllegalStateException("a program that is not there was started");
    } catch (EngineException e) {
      // As intended: all of the way to the child, and no child.
    }
  }

  private static Engine configured(ShimOptions options, EngineKind kind) {
    List<Fd> descriptors = new ArrayList<>(DESCRIPTORS);
    for (int i = 0; i < DESCRIPTORS; i++) {
      descriptors.add(MemFd.create("training"));
    }
    try (SocketPair control = SocketPair.seqpacket()) {
      DescriptorMessage.send(
          control.right(), ControlEncoder.config(spec(options, kind)), descriptors);
      Shim shim = new Shim(options, new Owner(control.left()));
      shim.warmUp(System.nanoTime());
      return shim.configure();
    } finally {
      for (Fd descriptor : descriptors) {
        descriptor.close();
      }
    }
  }

  private static VmSpec spec(ShimOptions options, EngineKind kind) {
    List<Disk> disks =
        List.of(new Disk("agent", true, 2), new Disk("image", true, 3), new Disk("box", false, 4));
    return new VmSpec(
        options.boxId(),
        "training",
        kind,
        1,
        VmSpec.MIN_MEMORY_MIB,
        new Kernel(1, "console=hvc0 root=/dev/vda ro"),
        disks,
        new Descriptors(0, 5, 6, Descriptors.ABSENT, Descriptors.ABSENT, 7),
        new EngineFiles(
            options.files().libkrun(),
            options.files().libkrunfw(),
            Path.of("/nonexistent/qemu"),
            null),
        false,
        Duration.ofSeconds(1));
  }
}
