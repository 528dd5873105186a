package dev.hutch.launch;

import dev.hutch.rootfs.AgentDisk;
import dev.hutch.vmm.spec.EngineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The guest kernel's command line, see the kernel's admin-guide/kernel-parameters. */
public final class KernelArguments {
  /** A panic ends the VM at once, and a reboot is the only end that both engines notice. */
  private static final String EVERYWHERE =
      "console=hvc0 root=/dev/vda ro rootfstype="
          + AgentDisk.FILE_SYSTEM
          + " init="
          + AgentDisk.AGENT_PATH
          + " panic=-1 reboot=t quiet loglevel=4";

  /**
   * Half of an emulated boot is CPU time for what an emulated processor has no use for: patching
   * itself for several processors, mitigations, nested virtualisation, gathering jitter (measured:
   * 980 to 520 ms of CPU).
   */
  private static final String EMULATED =
      " tsc=reliable no_timer_check mitigations=off"
          + " initcall_blacklist=jent_mod_init,svm_init,cacheinfo_sysfs_init";

  /** With more than one processor these cost high-resolution timers. */
  private static final String EMULATED_UNIPROCESSOR = " nolapic_timer noreplace-smp";

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /**
   * On a loaded host the kernel's own calibration of the emulated counter fails, and its clock then
   * runs at half speed. QEMU's counter is the host's, whose speed the host knows.
   */
  private static final OptionalLong HOST_TSC_KILOHERTZ = hostTscKilohertz();

  private KernelArguments() {}

  /** The arguments for a machine of this engine with that many processors. */
  public static String of(EngineKind engine, int cpus) {
    if (engine == EngineKind.LIBKRUN) {
      return EVERYWHERE;
    }
    String line = EVERYWHERE + EMULATED;
    if (cpus == 1) {
      line += EMULATED_UNIPROCESSOR;
    }
    return HOST_TSC_KILOHERTZ.isPresent()
        ? line + " tsc_early_khz=" + HOST_TSC_KILOHERTZ.getAsLong()
        : line;
  }

  private static OptionalLong hostTscKilohertz() {
    try (Stream<String> lines = Files.lines(CPUINFO)) {
      return lines
          .filter(line -> line.startsWith("bogomips"))
          .mapToLong(KernelArguments::kilohertz)
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long kilohertz(String bogomips) {
    return Math.round(Double.parseDouble(bogomips.substring(bogomips.indexOf(':') + 1)) * 500);
  }
}
