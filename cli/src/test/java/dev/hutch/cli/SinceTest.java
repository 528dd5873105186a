package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0s, 2026-01-31T12:00:00Z",
    "90s, 2026-01-31T11:58:30Z",
    "10m, 2026-01-31T11:50:00Z",
    "2h, 2026-01-31T10:00:00Z",
    "7d, 2026-01-24T12:00:00Z",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "2026-01-01T01:00:00.5+01:00, 2026-01-01T00:00:00.5Z",
  })
  void readsHowLongAgoOrWhen(String text, Instant since) {
    assertThat(Since.read(text, NOW)).isEqualTo(since);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "5",
        "-5m",
        "5 m",
        "1w",
        "2026-01-01",
        "2026-13-01T00:00:00Z",
        "T",
        "9999999999999999999d",
        "999999999999999999d"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Since.read(text, NOW))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
