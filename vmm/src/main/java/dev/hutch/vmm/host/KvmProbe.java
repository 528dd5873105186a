package dev.hutch.vmm.host;

import dev.hutch.bindings.kvm.Kvm;
import dev.hutch.bindings.kvm.KvmCapability;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks KVM whether it can run a stock guest: that {@code /dev/kvm} exists says little, a software
 * KVM answers every question right and then cannot execute what a kernel begins with.
 */
public final class KvmProbe {
  private static final List<KvmCapability> NEEDED =
      List.of(
          KvmCapability.IRQCHIP,
          KvmCapability.IOEVENTFD,
          KvmCapability.IRQFD,
          KvmCapability.USER_MEMORY,
          KvmCapability.SET_TSS_ADDR);

  private static final String NESTED =
      "use a machine with hardware virtualisation (in a virtual machine: have nested virtualisation"
          + " turned on); until then the emulated engine serves";

  private final Path device;
  private final Path cpuinfo;
  private final Path modules;

  /** A probe of this host. */
  public KvmProbe() {
    this(Path.of("/dev/kvm"), Path.of("/proc/cpuinfo"), Path.of("/sys/module"));
  }

  KvmProbe(Path device, Path cpuinfo, Path modules) {
    this.device = device;
    this.cpuinfo = cpuinfo;
    this.modules = modules;
  }

  /**
   * Opens KVM, checks version and capabilities, looks at the processor, and runs a few instructions
   * of guest code. Takes some milliseconds, and leaves nothing open.
   *
   * @return the checks made
   */
  public KvmReport ask() {
    List<Check> checks = new ArrayList<>();
    try (Kvm kvm = Kvm.open(device)) {
      checks.add(Check.ok("kvm", device + " answers, API version " + Kvm.API_VERSION));
      checks.add(capabilities(kvm));
      checks.add(processor());
      checks.add(guest(kvm));
    } catch (PosixException e) {
      checks.add(refused(e));
    } catch (IllegalStateException e) {
      checks.add(
          Check.failed("kvm", String.valueOf(e.getMessage()), "use a Linux kernel since 2.6.22"));
    }
    return new KvmReport(checks);
  }

  private Check refused(PosixException e) {
    return switch (e.errno()) {
      case Errno.ENOENT ->
          Check.failed(
              "kvm",
              device + " does not exist",
              "load KVM with: modprobe kvm_intel (or kvm_amd); if that fails, " + NESTED);
      case Errno.EACCES, Errno.EPERM ->
          Check.failed(
              "kvm",
              device + " may not be opened by user " + System.getProperty("user.name"),
              "add the user to its group with: usermod -aG kvm "
                  + System.getProperty("user.name")
                  + " and log in again");
      default -> Check.failed("kvm", device + ": " + e.getMessage(), NESTED);
    };
  }

  private static Check capabilities(Kvm kvm) {
    List<KvmCapability> missing =
        NEEDED.stream().filter(capability -> kvm.checkExtension(capability) == 0).toList();
    return missing.isEmpty()
        ? Check.ok("kvm-capabilities", "all " + NEEDED.size() + " needed")
        : Check.failed("kvm-capabilities", "missing: " + missing, NESTED);
  }

  private Check processor() {
    Optional<String> flag = Optional.empty();
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      flag =
          lines
              .filter(line -> line.startsWith("flags"))
              .limit(1)
              .flatMap(line -> Stream.of(line.split("\\s+")))
              .filter(word -> word.equals("vmx") || word.equals("svm"))
              .findFirst();
    } catch (IOException e) {
      return Check.warning("kvm-processor", "cannot read " + cpuinfo + ": " + e, NESTED);
    }
    if (flag.isPresent()) {
      return Check.ok("kvm-processor", "hardware virtualisation (" + flag.get() + ")");
    }
    if (Files.exists(modules.resolve("kvm_pvm"))) {
      return Check.failed(
          "kvm-processor",
          "no vmx or svm: KVM is software here (kvm_pvm), which no stock kernel boots on",
          NESTED);
    }
    return Check.warning(
        "kvm-processor", "neither vmx nor svm among the processor's flags", NESTED);
  }

  private static Check guest(Kvm kvm) {
    try {
      return TrialGuest.run(kvm)
          .map(where -> Check.failed("kvm-guest", "a small 64-bit guest fails: " + where, NESTED))
          .orElseGet(() -> Check.ok("kvm-guest", "a small 64-bit guest runs"));
    } catch (PosixException e) {
      return Check.failed("kvm-guest", "a small guest cannot be made: " + e.getMessage(), NESTED);
    }
  }
}
