package dev.hutch.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The instruction clock: what makes a benchmark in the lab worth reading on a busy host. */
@LabTier
class LabClockIT {
  @Test
  void measuresTheSameWorkTheSameAgain() {
    String work = "for ((i = 0; i < 50000; i++)); do :; done";
    try (Lab lab = Lab.start(LabSpec.instructions())) {
      lab.exec(Duration.ofMinutes(2), work);
      long first = lab.exec(Duration.ofMinutes(2), work).duration().toMillis();
      long second = lab.exec(Duration.ofMinutes(2), work).duration().toMillis();
      assertThat(second).isCloseTo(first, withinPercentage(3));
    }
  }
}
