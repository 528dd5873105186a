package dev.hutch.it.libkrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.lab.LabResult;
import dev.hutch.it.lab.LabTier;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The very same command as on the host, through real libkrun on real (nested) KVM. */
@LabTier
class HutchRunOnLibkrunIT {
  private static HutchInTheLab lab;

  @BeforeAll
  static void boot() throws IOException {
    lab = HutchInTheLab.boot();
    lab.hutch("run -- true").orThrow();
  }

  @AfterAll
  static void end() {
    if (lab != null) {
      lab.close();
    }
  }

  @AfterEach
  void leavesNothing() {
    assertThat(left()).isEmpty();
  }

  @Test
  void choosesLibkrunAndPrintsTheGuestsKernelLine() {
    LabResult result = lab.hutch("run -- uname -sr");
    assertThat(result.out()).startsWith("Linux 6.12.");
    assertThat(result.err()).as("KVM is usable: nothing to say").isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(lab.script("uname -sr").out()).isNotEqualTo(result.out());
  }

  @ParameterizedTest
  @CsvSource({
    "run -- sh -c 'exit 7', 7",
    "run -- sh -c 'kill -9 $$', 137",
    "run -- no-such-program, 127",
    "run --kernel-arg init=/nowhere -- true, 125"
  })
  void passesTheExitCode(String words, int code) {
    assertThat(lab.hutch(words).exitCode()).isEqualTo(code);
  }

  @Test
  void showsTheConsoleOfAGuestThatDiesInItsBoot() {
    LabResult result = lab.hutch("run --kernel-arg init=/nowhere -- true");
    assertThat(result.err()).contains("did not start", "panic - not syncing", "/nowhere");
  }

  @Test
  void carriesAStreamThroughAndBackByteForByte() throws IOException {
    byte[] bytes = new byte[5_000_003];
    new Random(11).nextBytes(bytes);
    Files.write(lab.exchange().resolve("in"), bytes);
    LabResult result = lab.hutch("run -i -- cat < /lab/exchange/in");
    assertThat(result.outBytes()).isEqualTo(bytes);
  }

  @Test
  void jailsTheShimAndPlacesItInAGroupWithLimits() {
    String facts =
        lab.script(
                """
                mkfifo /tmp/in
                /run/hutch/hutch run -i --memory 192m -- sh -c 'echo up; cat' < /tmp/in > /tmp/out &
                exec 7> /tmp/in
                until grep -q up /tmp/out; do sleep 0.1; done
                group=$(echo /sys/fs/cgroup/hutch-*)
                echo memory.max $(cat $group/memory.max)
                for pid in $(cat $group/cgroup.procs); do
                  grep -q dev.hutch.vmm.shim.Main /proc/$pid/cmdline || continue
                  case $(readlink /proc/$pid/exe) in */java) ;; *) continue ;; esac
                  grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/$pid/status
                  for ns in user pid mnt net ipc uts; do
                    [ $(readlink /proc/$pid/ns/$ns) != $(readlink /proc/self/ns/$ns) ] && echo own $ns
                  done
                  echo "environment [$(tr '\\0' ' ' < /proc/$pid/environ)]"
                  echo root: $(ls /proc/$pid/root/)
                done
                exec 7>&-
                wait %1
                """)
            .out();
    assertThat(facts)
        .contains("memory.max " + ((192L + 256) << 20))
        .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1")
        .contains("own user", "own pid", "own mnt", "own net", "own ipc", "own uts")
        .contains("environment [PWD=/ ]")
        .doesNotContain("root: bin");
  }

  @Test
  void leavesNothingWhenItsOwnerIsKilled() {
    lab.script(
        """
        mkfifo /tmp/in2
        /run/hutch/hutch run -i -- sh -c 'echo up; cat' < /tmp/in2 > /tmp/out2 &
        exec 7> /tmp/in2
        until grep -q up /tmp/out2; do sleep 0.1; done
        kill -9 $!
        for i in $(seq 50); do
          grep -q 'populated 0' /sys/fs/cgroup/hutch-*/cgroup.events && break
          sleep 0.1
        done
        [ -z "$(shims)" ]
        /run/hutch/hutch prune
        """);
  }

  /** With limits and {@code cgroup.kill}: the hierarchy is v2 alone, with all controllers. */
  @Test
  void keepsADetachedBoxUntilItIsRemovedWhateverBecameOfItsPidFile() {
    String facts =
        lab.script(
                """
                hutch=/run/hutch/hutch
                id=$($hutch run -d)
                [ -n "$(shims)" ]
                echo "listed: $($hutch ps | grep $id | grep -o running)"
                $hutch exec $id sh -c 'echo kept > /root/file'
                $hutch stop -t 1 $id
                echo "processes after stop: $(shims)"
                echo "groups after stop: $(find /sys/fs/cgroup -name 'hutch-*')"
                $hutch start $id
                echo "disk: $($hutch exec $id cat /root/file)"
                pid=$(sed -n 's/^pid=//p' /run/home/boxes/$id/shim.pid)
                rm /run/home/boxes/$id/shim.pid
                kill -STOP $pid
                $hutch rm -f $id
                """)
            .out();
    assertThat(facts.lines())
        .containsSubsequence(
            "listed: running", "processes after stop: ", "groups after stop: ", "disk: kept");
  }

  /** The lab's clock is nobody else's: it may be set. */
  @Test
  void tellsTheGuestWhenTheHostsClockIsSetAndHasGivenItRandomNumbers() {
    String facts =
        lab.script(
                """
                hutch=/run/hutch/hutch
                id=$($hutch run -d --kernel-arg random.trust_cpu=off)
                echo "entropy: $($hutch exec $id cat /proc/sys/kernel/random/entropy_avail)"
                for step in 3600 -3600; do
                  date -s @$(($(date +%s) + step)) > /tmp/date
                  before=$(date +%s)
                  guest=$($hutch exec $id date +%s)
                  [ $before -le $guest ] && [ $guest -le $(date +%s) ] && echo "right after $step"
                done
                $hutch rm -f $id
                """)
            .out();
    assertThat(facts.lines())
        .containsSubsequence("entropy: 256", "right after 3600", "right after -3600");
  }

  /** Processes, groups and files of boxes, one a line. */
  private static String left() {
    return lab.script(
            """
            shims
            find /sys/fs/cgroup -name 'hutch-*'
            find /run/home/boxes -mindepth 1
            """)
        .out();
  }
}
