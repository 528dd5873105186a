package dev.hutch.vmm.engine;

import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.krun.Krun;
import dev.hutch.bindings.krun.KrunException;
import dev.hutch.bindings.krun.KrunLibrary;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.relay.RelayEnd;
import dev.hutch.vmm.spec.Disk;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.VmSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * libkrun: this process becomes the machine. The main thread enters it, the relay runs in a thread
 * of its own, and either one's end is the end of the process.
 */
public final class LibkrunEngine implements Engine {
  private static final String KVM = "/dev/kvm";

  /**
   * All but the last two came with 1.16 or earlier; what is missing says which libkrun is too old.
   */
  private static final String[] NEEDED = {
    "krun_create_ctx",
    "krun_init_log",
    "krun_set_vm_config",
    "krun_set_kernel",
    "krun_add_disk2",
    "krun_set_console_output",
    "krun_disable_implicit_vsock",
    "krun_add_virtio_console_multiport",
    "krun_add_console_port_inout",
    "krun_start_enter",
  };

  private final EngineFiles files;
  private @Nullable KrunLibrary library;
  private @Nullable Krun context;

  LibkrunEngine(EngineFiles files) {
    this.files = files;
  }

  @Override
  public void link() {
    context();
  }

  private Krun context() {
    if (context == null) {
      context = library().createCtx();
    }
    return context;
  }

  private KrunLibrary library() {
    if (library == null) {
      Path path = files.libkrun();
      if (path == null) {
        throw new EngineException("libkrun: its path was not given", null);
      }
      library = load(path, files.libkrunfw());
    }
    return library;
  }

  private static KrunLibrary load(Path path, @Nullable Path firmware) {
    KrunLibrary loaded;
    try {
      loaded = KrunLibrary.load(path, firmware);
    } catch (RuntimeException e) {
      throw new EngineException("libkrun at " + path + " cannot be loaded: " + e.getMessage(), e);
    }
    for (String function : NEEDED) {
      if (!loaded.has(function)) {
        throw new EngineException(
            "libkrun at " + path + " has no function " + function + ": 1.17 or later is needed",
            null);
      }
    }
    return loaded;
  }

  @Override
  public void prepare(Machine machine) {
    Krun krun = context();
    VmSpec spec = machine.spec();
    // libkrun takes the descriptor over; its complaints belong beside what the guest printed.
    library().initLog(machine.consoleWriter().dup().release(), KrunLibrary.LOG_WARN);
    krun.setVmConfig(spec.vcpus(), spec.memoryMib());
    krun.setKernel(machine.kernel().procPath(), Krun.KERNEL_ELF, null, spec.kernel().commandLine());
    addDisks(krun, spec.disks(), machine.disks());
    // With its output given the first console, hvc0, is an output and nothing else.
    krun.setConsoleOutput(machine.consoleWriter().procPath());
    int port = machine.agentPort().number();
    krun.addConsolePortInout(krun.addVirtioConsoleMultiport(), Protocol.PORT_NAME, port, port);
    krun.disableImplicitVsock();
  }

  private static void addDisks(Krun krun, List<Disk> disks, List<Fd> files) {
    for (int i = 0; i < disks.size(); i++) {
      Disk disk = disks.get(i);
      krun.addDisk2(disk.name(), files.get(i).procPath(), Krun.FORMAT_RAW, disk.readOnly());
    }
  }

  @Override
  public RelayEnd run(Course course) {
    requireKvm();
    course.started();
    new RelayThread(course).start();
    try {
      context().startEnter();
    } catch (KrunException e) {
      throw new EngineException("libkrun could not build the machine: " + e.getMessage(), e);
    }
    throw new EngineException("libkrun returned without a machine", null);
  }

  /** libkrun aborts the whole process where it cannot open KVM. */
  private static void requireKvm() {
    try {
      Fd.open(KVM, OpenFlags.O_RDWR, 0).close();
    } catch (PosixException e) {
      throw new EngineException(
          KVM + " cannot be used: " + e.getMessage() + "; see hutch doctor", e);
    }
  }

  /** Relays beside the machine; a plain class, for a lambda would cost its linkage at start. */
  private static final class RelayThread extends Thread {
    private final Course course;

    RelayThread(Course course) {
      super("relay");
      this.course = course;
      setDaemon(true);
    }

    @Override
    public void run() {
      RelayEnd end;
      try {
        end = course.relay(null);
      } catch (RuntimeException | Error e) {
        // nobody would serve the guest or see its owner go: the machine ends with its relay
        end = new RelayEnd(RelayEnd.Cause.FAILED, Phases.RUNNING, "the relay failed: " + e);
      }
      course.end(end);
    }
  }
}
