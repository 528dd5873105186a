package dev.hutch.vmm.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.vmm.host.Check.Outcome;
import dev.hutch.vmm.natives.NativeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {
  private static final int ID = 32;
  private static final KvmReport USABLE = new KvmReport(List.of());
  private static final KvmReport UNUSABLE =
      new KvmReport(List.of(Check.failed("kvm", "none", "get one")));

  @TempDir Path home;

  @Test
  void findsEverythingThatTheBuildMachineHas() {
    List<Check> checks = new HostProbe(home, System.getenv(), ID).checks(USABLE);
    assertThat(checks)
        .filteredOn(check -> !check.name().equals("cgroup") && !check.name().equals("memory"))
        .allSatisfy(check -> assertThat(check.outcome()).as("%s", check).isEqualTo(Outcome.OK));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void namesTheCommandThatInstallsWhatIsMissing() {
    List<Check> checks = new HostProbe(home, Map.of("PATH", ""), ID).checks(UNUSABLE);
    assertThat(remedy(checks, "qemu")).endsWith("apt-get install qemu-system-x86");
    assertThat(remedy(checks, "bwrap")).endsWith("apt-get install bubblewrap");
    assertThat(remedy(checks, "mkfs.erofs")).endsWith("apt-get install erofs-utils");
    assertThat(remedy(checks, "busybox")).endsWith("apt-get install busybox-static");
    assertThat(remedy(checks, "libkrunfw")).contains("apt-get install npm", "HUTCH_LIBKRUNFW");
  }

  @Test
  void looksAtTheLibraryThatIsNamed() {
    Path absent = home.resolve("absent.so");
    HostProbe probe = new HostProbe(home, System.getenv(), ID, Map.of(NativeKind.LIBKRUN, absent));
    Check check = named(probe.checks(USABLE), "libkrun");
    assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(check.detail()).contains(absent.toString(), "there is no such file");
  }

  @Test
  void needsQemuOnlyWithoutKvm() {
    HostProbe probe = new HostProbe(home, Map.of("PATH", ""), ID);
    assertThat(named(probe.checks(UNUSABLE), "qemu").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(named(probe.checks(USABLE), "qemu").outcome()).isEqualTo(Outcome.WARNING);
  }

  @Test
  void refusesAHomeWhoseSocketsWouldHaveTooLongAName() {
    Path longest =
        Path.of("/" + "h".repeat(107 - 1 - "/boxes/".length() - ID - "/agent.sock".length()));
    assertThat(named(new HostProbe(longest, Map.of(), ID).checks(USABLE), "home-length").outcome())
        .isEqualTo(Outcome.OK);
    Path longer = Path.of(longest + "h");
    Check check = named(new HostProbe(longer, Map.of(), ID).checks(USABLE), "home-length");
    assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(check.detail()).contains(longer.toString(), "1 bytes too long");
  }

  @Test
  void refusesAHomeThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    for (Path unwritable : List.of(file.resolve("home"), Path.of("/proc/hutch"))) {
      Check check = named(new HostProbe(unwritable, Map.of(), ID).checks(USABLE), "home");
      assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(check.remedy()).get().asString().contains("--home or HUTCH_HOME");
    }
  }

  private static String remedy(List<Check> checks, String name) {
    return named(checks, name).remedy().orElse("none");
  }

  private static Check named(List<Check> checks, String name) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }
}
