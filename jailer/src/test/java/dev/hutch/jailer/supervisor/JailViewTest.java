package dev.hutch.jailer.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.bwrap.JailSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a jailed process sees, told by itself. */
class JailViewTest {
  private final Supervisor supervisor = new Supervisor();

  @AfterEach
  void close() {
    supervisor.close();
  }

  @Test
  void itsEnvironmentIsEmptyButForTheDirectoryBubblewrapSets() throws Exception {
    assertThat(seen("cat /proc/$$/environ; echo end")).isEqualTo("PWD=/\0end\n");
  }

  @Test
  void itHasNoDescriptorBeyondControlSocketAndLog() throws Exception {
    List<String> descriptors =
        seen("ls -l /proc/$$/fd").lines().filter(line -> line.contains("->")).toList();

    assertThat(descriptors)
        .hasSizeLessThanOrEqualTo(4)
        .allMatch(
            line ->
                line.matches(".* (0 -> socket:.*|[12] -> /memfd:hutch-shim-log.*|10 -> /proc/.*)"))
        .anyMatch(line -> line.contains(" 0 -> socket:"));
  }

  @Test
  void itSeesNoFileOfTheHostButThoseBound() throws Exception {
    assertThat(seen("ls /").lines()).containsOnly("bin", "lib", "lib64", "proc");
    assertThat(seen("ls /bin").lines())
        .containsExactlyInAnyOrder("sh", "sleep", "cat", "ls", "setsid", "chmod");
  }

  @Test
  void nothingItSeesCanBeWritten() throws Exception {
    assertThat(
            seen(
                "for f in /x /bin/x /bin/sh /proc/x; do (echo > $f) 2>&- && echo wrote $f; done; true"))
        .isEmpty();
    assertThat(seen("cat /proc/self/mounts").lines())
        .isNotEmpty()
        .allMatch(line -> line.split(" ", -1)[3].startsWith("ro,"));
  }

  @Test
  void itCannotReachTheKernelsSettingsEvenIfItsUserIsRoot() throws Exception {
    String setting = "/proc/sys/kernel/core_pattern";

    assertThat(
            seen(
                "v=$(cat "
                    + setting
                    + "); (echo \"$v\" > "
                    + setting
                    + ") 2>&- && echo written; true"))
        .isEmpty();
  }

  @Test
  void itsNetworkIsALoopback() throws Exception {
    assertThat(seen("cat /proc/net/dev").lines().skip(2))
        .singleElement()
        .asString()
        .startsWith("    lo:");
  }

  @Test
  void itHasNoCapabilityAndCannotGainOne() throws Exception {
    List<String> status = seen("cat /proc/$$/status").lines().toList();

    assertThat(status)
        .filteredOn(line -> line.startsWith("Cap"))
        .hasSize(5)
        .allMatch(line -> line.endsWith("\t0000000000000000"));
    assertThat(status).contains("NoNewPrivs:\t1");
  }

  @Test
  void itSeesNoProcessOfTheHost() throws Exception {
    assertThat(seen("cat /proc/[0-9]*/comm").lines()).containsOnly("bwrap", "sh");
  }

  @Test
  void itIsInNamespacesOfItsOwn() throws Exception {
    List<String> inside =
        seen("ls -l /proc/self/ns").lines().filter(line -> line.contains("->")).toList();

    for (String kind : List.of("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")) {
      String ours = java.nio.file.Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();
      assertThat(inside).as(kind).noneMatch(line -> line.endsWith(ours));
    }
    assertThat(seen("cat /proc/sys/kernel/hostname")).isEqualTo("hutch\n");
  }

  @Test
  void aDeviceIsThereIfAskedForOnly() throws Exception {
    JailSpec without = StandIn.shell(StandIn.freshId(), "ls /dev");
    assertThat(run(without).code()).isNotZero();

    JailSpec with =
        StandIn.shell(StandIn.freshId(), "ls /dev; cat /dev/null").withDevice(Path.of("/dev/null"));
    assertThat(run(with)).isEqualTo(new Seen("null\n", 0));
  }

  @Test
  void withoutAReaperTheProgramIsTheFirstProcess() throws Exception {
    JailSpec spec = StandIn.shell(StandIn.freshId(), "echo $$").withReaper(false);

    assertThat(run(spec)).isEqualTo(new Seen("1\n", 0));
  }

  private String seen(String script) throws Exception {
    Seen seen = run(StandIn.shell(StandIn.freshId(), script));
    assertThat(seen.code()).as(seen.text()).isZero();
    return seen.text();
  }

  private Seen run(JailSpec spec) throws Exception {
    try (ShimProcess shim = supervisor.start(StandIn.BUBBLEWRAP, spec)) {
      ExitStatus status = shim.onExit().get(StandIn.LONG.toSeconds(), TimeUnit.SECONDS);
      return new Seen(shim.logTail(), status.shellCode());
    }
  }

  private record Seen(String text, int code) {}
}
