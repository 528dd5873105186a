package dev.hutch.vmm.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.vmm.host.Check.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Asks the real KVM where there is one; what differs between hosts is told by their own facts. */
class KvmProbeTest {
  private static final Path KVM = Path.of("/dev/kvm");
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final Path MODULES = Path.of("/sys/module");

  @TempDir Path directory;

  @Test
  void withoutADeviceSaysSoAndHowToGetIt() {
    KvmReport report = new KvmProbe(directory.resolve("kvm"), CPUINFO, MODULES).ask();
    assertThat(report.usable()).isFalse();
    assertThat(report.checks())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.detail()).isEqualTo(directory.resolve("kvm") + " does not exist");
              assertThat(check.remedy()).get().asString().contains("modprobe kvm_intel");
            });
  }

  @Test
  void ofAnotherFileSaysThatItIsNoKvm() throws IOException {
    Path file = Files.createFile(directory.resolve("kvm"));
    assertThat(new KvmProbe(file, CPUINFO, MODULES).ask().obstacle())
        .hasValueSatisfying(check -> assertThat(check.detail()).contains("ENOTTY"));
  }

  @Test
  @DisabledIfSystemProperty(named = "hutch.tests.kvm", matches = "off")
  void findsThatAGuestRunsOnAHardwareKvmAndOnASoftwareOneNot() {
    KvmReport report = new KvmProbe().ask();
    assertThat(named(report, "kvm").outcome()).isEqualTo(Outcome.OK);
    assertThat(named(report, "kvm-capabilities").outcome()).isEqualTo(Outcome.OK);
    if (Files.exists(MODULES.resolve("kvm_pvm"))) {
      assertThat(report.usable()).isFalse();
      assertThat(named(report, "kvm-guest").detail()).contains("it stops at cmpxchg16b");
    } else {
      assertThat(report.obstacle()).isEmpty();
      assertThat(named(report, "kvm-guest").outcome()).isEqualTo(Outcome.OK);
    }
  }

  @Test
  @DisabledIfSystemProperty(named = "hutch.tests.kvm", matches = "off")
  void knowsHardwareVirtualisationByTheProcessorsFlags() throws IOException {
    Path intel = Files.writeString(directory.resolve("i"), "flags\t\t: fpu vmx sse\n");
    Path none = Files.writeString(directory.resolve("n"), "flags\t\t: fpu svmx sse\n");
    Path software = Files.createDirectory(directory.resolve("modules"));
    Files.createDirectory(software.resolve("kvm_pvm"));
    KvmReport hardware = new KvmProbe(KVM, intel, directory).ask();
    assertThat(named(hardware, "kvm-processor").detail()).contains("(vmx)");
    KvmReport pvm = new KvmProbe(KVM, none, software).ask();
    assertThat(named(pvm, "kvm-processor").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(named(pvm, "kvm-processor").detail()).contains("kvm_pvm");
    KvmReport unknown = new KvmProbe(KVM, none, directory).ask();
    assertThat(named(unknown, "kvm-processor").outcome()).isEqualTo(Outcome.WARNING);
  }

  @Test
  void leavesNoDescriptorOpen() throws IOException {
    new KvmProbe().ask();
    long before = kvmDescriptors();
    new KvmProbe().ask();
    assertThat(kvmDescriptors()).isEqualTo(before).isZero();
  }

  private static Check named(KvmReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static long kvmDescriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(fd -> target(fd).contains("kvm")).count();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
