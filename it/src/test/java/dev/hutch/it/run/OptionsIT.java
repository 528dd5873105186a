package dev.hutch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The options of {@code hutch run} take effect in the guest. */
@ExtendWith(LeakGuard.class)
class OptionsIT {
  @Test
  void theCommandGetsItsEnvironmentAndNoneOfOurs() {
    List<String> lines =
        inGuest(List.of("-e", "A=1", "--env", "B=a b=c \"'", "-e", "EMPTY="), "env | sort");
    assertThat(lines)
        .contains("A=1", "B=a b=c \"'", "EMPTY=", "HOME=/root")
        .noneMatch(line -> line.startsWith("HUTCH_") || line.startsWith("JAVA_HOME"));
  }

  @Test
  void theCommandRunsInItsWorkingDirectory() {
    assertThat(inGuest(List.of("-w", "/etc"), "pwd")).containsExactly("/etc");
  }

  @Test
  void theGuestHasItsHostName() {
    assertThat(inGuest(List.of("--hostname", "Crate-7"), "hostname; cat /proc/sys/kernel/hostname"))
        .containsExactly("Crate-7", "Crate-7");
  }

  @Test
  void withoutAHostNameTheGuestIsNamedForItsBox() {
    assertThat(inGuest(List.of(), "hostname")).singleElement().asString().matches("[a-z2-7]{20}");
  }

  @Test
  void theGuestHasItsProcessors() {
    assertThat(inGuest(List.of("--cpus", "2"), "nproc")).containsExactly("2");
  }

  @Test
  void theGuestHasItsMemory() {
    assertThat(number(inGuest(List.of("-m", "512m"), "awk '/MemTotal/ {print $2}' /proc/meminfo")))
        .as("KiB the kernel has left of 512 MiB")
        .isBetween(430L << 10, 512L << 10);
  }

  @Test
  void theGuestHasItsDisk() {
    assertThat(number(inGuest(List.of("--disk", "1g"), "df -k / | awk 'END {print $2}'")))
        .as("KiB the file system has left of 1 GiB")
        .isBetween(900L << 10, 1L << 20);
  }

  @Test
  void kernelArgumentsReachTheKernel() {
    assertThat(inGuest(List.of("--kernel-arg", "hutch.marker=42"), "cat /proc/cmdline"))
        .singleElement()
        .asString()
        .contains(" hutch.marker=42 ");
  }

  private static List<String> inGuest(List<String> options, String script) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(options);
    arguments.addAll(List.of("--", "sh", "-c", script));
    return HutchCommand.of(arguments.toArray(String[]::new)).run().lines();
  }

  private static long number(List<String> lines) {
    assertThat(lines).hasSize(1);
    return Long.parseLong(lines.getFirst());
  }
}
