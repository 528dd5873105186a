package dev.hutch.launch;

import dev.hutch.BoxSpec;
import dev.hutch.BoxStartException;
import dev.hutch.MemorySize;
import dev.hutch.home.BoxDirectory;
import dev.hutch.home.ConsoleTail;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.cgroup.CgroupLimits;
import dev.hutch.jailer.identity.PidFile;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.points.Point;
import dev.hutch.points.Points;
import dev.hutch.vmm.control.ControlException;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.spec.BoxId;
import dev.hutch.vmm.spec.EngineKind;
import dev.hutch.vmm.spec.Kernel;
import dev.hutch.vmm.spec.VmSpec;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * The way of one box from a warm shim to the agent's hello. Used once, by one thread; whoever uses
 * it undoes what it leaves where it fails.
 */
final class Boot {
  private static final Duration IDENTITY = Duration.ofSeconds(5);

  /** What the shim gets beyond the guest's own time, which it watches itself. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  /** Shim JVM and libkrun. */
  private static final MemorySize MONITOR_LIBKRUN = MemorySize.mib(256);

  /** QEMU keeps up to a gigabyte of translated code. */
  private static final MemorySize MONITOR_EMULATED = MemorySize.mib(1536);

  private static final int MONITOR_THREADS = 256;

  private final Installation installation;
  private final BoxSpec spec;
  private final TimelineRecorder recorder;

  Boot(Installation installation, BoxSpec spec, TimelineRecorder recorder) {
    this.installation = installation;
    this.spec = spec;
    this.recorder = recorder;
  }

  /**
   * Gives the shim its box and waits for the agent.
   *
   * @param lock the box's, held; closed here, when the shim has it
   */
  LiveBox run(WarmShim shim, BoxDirectory directory, BoxLock lock) {
    try (BoxDescriptors descriptors = new BoxDescriptors(installation, directory, lock)) {
      new PidFile(directory.pidFile())
          .write(
              shim.process()
                  .identity(Deadline.in(IDENTITY))
                  .orElseThrow(() -> shim.process().ended("before it got its box")));
      reached(Point.PID_WRITTEN, directory);
      shim.cgroup().ifPresent(group -> group.limit(limits()));
      recorder.leave();
      recorder.enter("configuration");
      ControlLink link = new ControlLink(shim.process().control());
      VmSpec vm = vm(directory.id(), descriptors);
      if (!link.send(vm, descriptors.all())) {
        throw shim.process().ended("before it got its configuration");
      }
      reached(Point.CONFIG_SENT, directory);
      try {
        awaitHello(shim, link);
      } catch (JailerException | ControlException e) {
        throw new BoxStartException(
            recorder.phase(),
            String.valueOf(e.getMessage()),
            ConsoleTail.read(directory.consoleLog(), descriptors.consoleReader()),
            e);
      }
    }
    return new LiveBox(shim, recorder.timeline(), spec.detach());
  }

  private void awaitHello(WarmShim shim, ControlLink link) {
    Deadline deadline = Deadline.in(spec.startTimeout().plus(SLACK));
    long started = 0;
    try {
      while (true) {
        ControlMessage message =
            link.next(deadline)
                .orElseThrow(() -> shim.process().ended("in phase " + recorder.phase()));
        switch (message) {
          case ControlMessage.Phase phase -> {
            recorder.leave(phase.nanos());
            reached(phase.name(), shim);
            recorder.enter(following(phase.name()));
            started = phase.nanos();
          }
          case ControlMessage.Hello hello -> {
            recorder.leave(hello.nanos());
            recorder.guest(hello.guest(), started);
            Points.reached(Point.HELLO, shim.id().value());
            return;
          }
          case ControlMessage.Failed failed -> throw new JailerException(failed.message());
          default -> throw new JailerException("the shim sent " + message + " out of turn");
        }
      }
    } catch (TimeoutException e) {
      throw new JailerException(
          "the shim said nothing within " + spec.startTimeout().plus(SLACK).toSeconds() + " s");
    }
  }

  /** What goes on from this point of the shim's way on. */
  private static String following(String point) {
    return switch (point) {
      case Phases.CONFIGURED -> "engine prepared";
      case Phases.PREPARED -> "engine started";
      case Phases.STARTED -> "guest";
      default -> "after " + point;
    };
  }

  /**
   * What the host lets the box take, where its controllers are there ({@code hutch doctor} says): a
   * guest cannot use more than its memory, so these bound a monitor that has been broken into.
   */
  private CgroupLimits limits() {
    MemorySize monitor =
        installation.engine() == EngineKind.LIBKRUN ? MONITOR_LIBKRUN : MONITOR_EMULATED;
    return CgroupLimits.NONE
        .withMemoryBytes(spec.memory().bytes() + monitor.bytes())
        .withProcesses(MONITOR_THREADS + spec.cpus());
  }

  private String commandLine() {
    String ours = KernelArguments.of(installation.engine(), spec.cpus());
    return spec.kernelArguments().isBlank() ? ours : ours + ' ' + spec.kernelArguments().strip();
  }

  private VmSpec vm(String id, BoxDescriptors descriptors) {
    return new VmSpec(
        new BoxId(id),
        spec.hostname().isEmpty() ? id : spec.hostname(),
        installation.engine(),
        spec.cpus(),
        (int) spec.memory().toMib(),
        new Kernel(descriptors.kernel(), commandLine()),
        descriptors.disks(),
        descriptors.others(),
        installation.engineFiles(),
        spec.detach(),
        spec.startTimeout());
  }

  private static void reached(Point point, BoxDirectory directory) {
    Points.reached(point, directory.id());
  }

  private static void reached(String phase, WarmShim shim) {
    switch (phase) {
      case Phases.PREPARED -> Points.reached(Point.PREPARED, shim.id().value());
      case Phases.STARTED -> Points.reached(Point.STARTED, shim.id().value());
      default -> {}
    }
  }
}
