package dev.hutch.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.StartTimeline;
import dev.hutch.StartTimeline.Phase;
import dev.hutch.StartTimeline.Side;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootProfileTest {
  private final BootProfile profile =
      new BootProfile(List.of(start(10, 700), start(30, 900), start(20, 800)));

  @Test
  void gathersEachPhaseOverAllStarts() {
    assertThat(profile.phases())
        .extracting(BootProfile.PhaseStatistics::name)
        .containsExactly("files", "guest", "kernel");
    assertThat(profile.phases().getFirst().length().median()).isEqualTo(Duration.ofMillis(20));
    assertThat(profile.phases().getLast().side()).isEqualTo(Side.GUEST);
  }

  @Test
  void countsFromTheCall() {
    assertThat(profile.ready().median()).isEqualTo(Duration.ofMillis(820));
    assertThat(profile.firstResult().max()).isEqualTo(Duration.ofMillis(940));
  }

  @Test
  void printsOneAlignedLineForEachPhaseAndEachSum() {
    assertThat(profile.table())
        .isEqualTo(
            """
            phase (ms)                             min  median    p99    max  starts
            files                                 10.0    20.0   30.0   30.0       3
            guest                                700.0   800.0  900.0  900.0       3
              in the guest: kernel               700.0   800.0  900.0  900.0       3
            call to the agent's hello            710.0   820.0  930.0  930.0       3
            call to the first command's result   720.0   830.0  940.0  940.0       3
            close: killed, proven gone, deleted   5.00    5.00   5.00   5.00       3
            """);
  }

  @Test
  void isOfOneStartAtLeast() {
    assertThatThrownBy(() -> new BootProfile(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BootProfile.Start start(long files, long guest) {
    Duration begin = Duration.ofMillis(files);
    Duration length = Duration.ofMillis(guest);
    Duration total = begin.plus(length);
    return new BootProfile.Start(
        new StartTimeline(
            List.of(
                new Phase("files", Side.HOST, Duration.ZERO, begin),
                new Phase("guest", Side.HOST, begin, length),
                new Phase("kernel", Side.GUEST, begin, length)),
            total),
        total.plusMillis(10),
        Duration.ofMillis(5));
  }
}
