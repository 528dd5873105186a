package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user without any privilege owns boxes just the same. */
@ExtendWith(LeakGuard.class)
class UnprivilegedUserIT {
  @Test
  void startsStopsRestartsAndRemovesADetachedBoxByForce() throws IOException {
    Ended ended =
        HutchCommand.of().under("unshare", "--mount", "bash", "-c", script(), "life").run();
    assertThat(ended.exit()).as(ended::toString).isZero();
    assertThat(ended.stdout()).doesNotContain("user: 0\n");
    assertThat(ended.lines())
        .contains("stopped: ", "disk: kept", "state: running", "removed: ", "files: ");
  }

  private static String script() throws IOException {
    try (InputStream script =
        Objects.requireNonNull(UnprivilegedUserIT.class.getResourceAsStream("unprivileged.sh"))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
