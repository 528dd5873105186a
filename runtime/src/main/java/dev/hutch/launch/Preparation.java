package dev.hutch.launch;

import dev.hutch.HostUnsupportedException;
import dev.hutch.HutchException;
import dev.hutch.HutchOptions;
import dev.hutch.agent.AgentBinary;
import dev.hutch.bindings.library.LibraryLoadException;
import dev.hutch.home.Home;
import dev.hutch.jailer.bwrap.Bubblewrap;
import dev.hutch.jailer.bwrap.EmulatorFiles;
import dev.hutch.jailer.bwrap.SharedLibraries;
import dev.hutch.jailer.process.ProcStat;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.rootfs.AgentDisk;
import dev.hutch.rootfs.BaseImage;
import dev.hutch.rootfs.BoxDisk;
import dev.hutch.rootfs.RootfsException;
import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.cache.Program;
import dev.hutch.vmm.kernel.KernelImage;
import dev.hutch.vmm.natives.NativeKind;
import dev.hutch.vmm.natives.NativeLibraries;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.EngineKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an {@link Installation}: from the caches of the home, and the caches where they lack. */
public final class Preparation {
  private static final Path KVM = Path.of("/dev/kvm");

  private final HutchOptions options;
  private final EngineKind engine;
  private final BoxHost host;
  private final Home home;
  private final Map<String, String> environment = System.getenv();

  private Preparation(BoxHost host, HutchOptions options, EngineKind engine) {
    this.host = host;
    this.options = options;
    this.engine = engine;
    this.home = host.home();
  }

  /**
   * Makes it.
   *
   * @throws HostUnsupportedException if the host lacks something
   */
  public static Installation of(BoxHost host, HutchOptions options, EngineKind engine) {
    try {
      return new Preparation(host, options, engine).installation();
    } catch (PreparationException | RootfsException | LibraryLoadException e) {
      throw new HutchException(String.valueOf(e.getMessage()), e);
    } catch (dev.hutch.jailer.HostUnsupportedException e) {
      throw new HostUnsupportedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Installation installation() {
    Bubblewrap bubblewrap = Bubblewrap.find();
    NativeLibraries natives = new NativeLibraries(home.cache(), environment, options.progress());
    Path libkrunfw = natives.require(NativeKind.LIBKRUNFW, path(options.libkrunfw())).path();
    EngineFiles files =
        switch (engine) {
          case LIBKRUN ->
              EngineFiles.libkrun(
                  natives.require(NativeKind.LIBKRUN, path(options.libkrun())).path());
          case EMULATED -> EngineFiles.emulated(qemu(), null);
        };
    Path kernel = new KernelImage(home.cache()).elf(libkrunfw);
    Path agentDisk = new AgentDisk(home.cache()).image(AgentBinary.sha256(), AgentBinary::bytes);
    Path baseImage = new BaseImage(home.cache()).image();
    BoxDisk boxDisk = new BoxDisk(home.cache());
    boxDisk.prepare(BoxDisk.DEFAULT_BYTES);
    ShimProgram shim = ShimProgram.of(home, engine, files, options.progress());
    List<Path> visible = visible(shim, files);
    return new Installation(
        host,
        engine,
        files,
        kernel,
        agentDisk,
        baseImage,
        boxDisk,
        owned(shim.command()),
        visible,
        engine == EngineKind.LIBKRUN ? List.of(KVM) : List.of(),
        bubblewrap);
  }

  /**
   * Names who starts the shims, for those who look at the process table: a tree without an owner is
   * lost.
   */
  private static List<String> owned(List<String> command) {
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    long started = ProcessTable.HOST.stat(pid).map(ProcStat::startTicks).orElse(0L);
    List<String> owned = new ArrayList<>(command);
    owned.addAll(List.of("--owner", pid + ":" + started));
    return List.copyOf(owned);
  }

  /** What a shim sees of the host's files: its JVM, its jars, its engine, and nothing else. */
  private static List<Path> visible(ShimProgram shim, EngineFiles files) {
    SharedLibraries libraries = new SharedLibraries();
    List<Path> opened = new ArrayList<>(List.of(shim.javaHome().resolve("lib/server/libjvm.so")));
    List<Path> visible = new ArrayList<>(shim.files());
    if (files.libkrun() != null) {
      opened.add(files.libkrun());
      visible.add(files.libkrun());
    }
    visible.addAll(libraries.of(shim.javaHome().resolve("bin/java"), opened));
    if (files.qemu() != null) {
      visible.addAll(EmulatorFiles.of(files.qemu(), libraries));
    }
    return List.copyOf(visible);
  }

  private Path qemu() {
    return Program.find("qemu-system-x86_64", environment)
        .orElseThrow(
            () ->
                new HostUnsupportedException(
                    "qemu-system-x86_64 is not in PATH, but the emulated engine needs it: install"
                        + " it, on Debian with apt-get install qemu-system-x86"))
        .path();
  }

  private static Optional<Path> path(@Nullable Path path) {
    return Optional.ofNullable(path).map(Path::toAbsolutePath);
  }
}
