package dev.hutch.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every test in the lab relies on. */
@LabTier
class LabIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static Lab lab;

  @BeforeAll
  static void boot() {
    lab = Lab.start(LabSpec.wall());
  }

  @AfterAll
  static void end() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void hasNestedKvmWithNestedPaging() {
    assertThat(out("cat /sys/module/kvm_amd/parameters/npt")).isEqualTo("Y\n");
    assertThat(out("cat /sys/module/kvm/parameters/lapic_timer_advance_ns")).isEqualTo("0\n");
    assertThat(out("exec 5<> /dev/kvm && readlink /proc/self/fd/5")).isEqualTo("/dev/kvm\n");
    assertThat(out("grep -ow -m1 svm /proc/cpuinfo")).isEqualTo("svm\n");
  }

  @Test
  void hasThePureSecondCgroupHierarchyWithItsControllers() {
    assertThat(out("cat /proc/self/cgroup")).isEqualTo("0::/\n");
    assertThat(out("cat /sys/fs/cgroup/cgroup.subtree_control").split("\\s+"))
        .contains("cpu", "cpuset", "io", "memory", "pids");
  }

  @Test
  void endsACgroupsProcessesByCgroupKill() {
    String killed =
        """
        mkdir /sys/fs/cgroup/doomed
        (echo 0 > /sys/fs/cgroup/doomed/cgroup.procs; exec sleep 1000) &
        until grep -q 'populated 1' /sys/fs/cgroup/doomed/cgroup.events; do :; done
        echo 1 > /sys/fs/cgroup/doomed/cgroup.kill
        wait $!
        echo $?
        rmdir /sys/fs/cgroup/doomed
        """;
    assertThat(out(killed)).isEqualTo("137\n");
  }

  @Test
  void enforcesACgroupsLimits() {
    String hungry =
        """
        mkdir /sys/fs/cgroup/small
        echo 16M > /sys/fs/cgroup/small/memory.max
        (echo 0 > /sys/fs/cgroup/small/cgroup.procs; exec dd if=/dev/zero of=/dev/null bs=64M count=1)
        echo $?
        rmdir /sys/fs/cgroup/small
        """;
    assertThat(out(hungry)).isEqualTo("137\n");
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "exit 7, 7", "exit 255, 255", "kill -9 $$, 137", "no-such-program, 127"})
  void passesExitCodesThrough(String script, int code) {
    assertThat(lab.exec(LIMIT, script).exitCode()).isEqualTo(code);
  }

  @Test
  void passesEveryByteThrough() throws IOException {
    byte[] bytes = new byte[3_000_001];
    new Random(7).nextBytes(bytes);
    Files.write(lab.exchange().resolve("in"), bytes);
    LabResult result = lab.exec(LIMIT, "cat /lab/exchange/in; printf 'a\\0b' >&2");
    assertThat(result.outBytes()).isEqualTo(bytes);
    assertThat(result.err()).isEqualTo("a\0b");
  }

  @Test
  void bringsFilesOut() {
    out("echo found > /lab/exchange/treasure");
    assertThat(lab.exchange().resolve("treasure")).hasContent("found\n");
  }

  @Test
  void runsScriptsSideBySide() {
    out("mkfifo /tmp/between");
    CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> out("cat /tmp/between"));
    out("echo met > /tmp/between");
    assertThat(reader.join()).isEqualTo("met\n");
  }

  @Test
  void endsAScriptThatHangsAndGoesOn() {
    assertThatThrownBy(
            () -> lab.exec(Duration.ofSeconds(2), "echo begun; sleep 4242 & sleep 4242; wait"))
        .isInstanceOf(LabTimeoutException.class)
        .hasMessageContainingAll("PT2S", "begun");
    assertThat(out("ps")).doesNotContain("4242");
  }

  @Test
  void confinesWithBubblewrapAsRootAndAsAUser() {
    String bwrap = "bwrap --unshare-all --unshare-user --ro-bind / / --dev /dev --proc /proc id -u";
    assertThat(out(bwrap)).isEqualTo("0\n");
    assertThat(out("setpriv --reuid 1000 --regid 1000 --clear-groups " + bwrap))
        .isEqualTo("1000\n");
  }

  @Test
  void runsTheJdkOfTheTests() {
    String version = out("$JAVA_HOME/bin/java -XshowSettings:properties -version 2>&1");
    assertThat(version).contains("java.vm.version = " + System.getProperty("java.vm.version"));
  }

  private static String out(String script) {
    return lab.exec(LIMIT, script).orThrow().out();
  }
}
