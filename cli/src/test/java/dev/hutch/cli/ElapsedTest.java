package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {
  @ParameterizedTest
  @CsvSource({
    "-5, less than a second",
    "0, less than a second",
    "1, 1 second",
    "119, 119 seconds",
    "120, 2 minutes",
    "7199, 119 minutes",
    "7200, 2 hours",
    "172799, 47 hours",
    "172800, 2 days",
    "31536000, 365 days",
  })
  void saysATimeAsPeopleDo(long seconds, String words) {
    Instant now = Instant.parse("2026-01-31T12:00:00Z");
    assertThat(Elapsed.words(now.minusSeconds(seconds), now)).isEqualTo(words);
  }
}
