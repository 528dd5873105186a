package dev.hutch.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a lab ends, nothing of it is left on the host. */
@LabTier
class LabEndIT {
  private static final Pattern PID = Pattern.compile("QEMU is pid (\\d+)");

  @Test
  void tellsWhyTheMachineDiedAndLeavesNothing() {
    Lab lab = Lab.start(LabSpec.wall());
    try (lab) {
      assertThatThrownBy(() -> lab.exec(Duration.ofMinutes(1), "echo c > /proc/sysrq-trigger"))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("Kernel panic");
    }
    assertThat(ProcessHandle.of(lab.pid())).isEmpty();
    assertThat(lab.exchange().getParent()).doesNotExist();
  }

  @Test
  void closingTwiceAndUsingItAfterwardsIsHarmless() {
    Lab lab = Lab.start(LabSpec.wall());
    lab.close();
    lab.close();
    assertThat(ProcessHandle.of(lab.pid())).isEmpty();
    assertThatThrownBy(() -> lab.exec(Duration.ofSeconds(1), "true"))
        .isInstanceOf(LabException.class);
  }

  @Test
  void endsWithItsOwnerEvenIfThatIsKilled(@TempDir Path temporary) throws Exception {
    Process owner = owner(temporary);
    long qemu;
    try (var messages = owner.errorReader()) {
      qemu =
          messages
              .lines()
              .map(PID::matcher)
              .filter(Matcher::find)
              .map(found -> Long.parseLong(found.group(1)))
              .findFirst()
              .orElseThrow();
      assertThat(ProcessHandle.of(qemu)).isPresent();
    } finally {
      owner.destroyForcibly();
    }
    // A lab that still boots takes longer to notice by itself: this is the kernel's doing.
    Awaitility.await()
        .atMost(Duration.ofSeconds(3))
        .until(() -> ProcessHandle.of(qemu).filter(ProcessHandle::isAlive).isEmpty());
  }

  private static Process owner(Path temporary) throws IOException, URISyntaxException {
    URI classes = Main.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            Path.of(classes).toString(),
            Main.class.getName(),
            "sleep 1000")
        .start();
  }
}
