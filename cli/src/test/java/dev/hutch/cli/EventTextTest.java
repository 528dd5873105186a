package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTextTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.120Z");

  @Test
  void saysAnEventToAPerson() {
    BoxEvent event =
        new BoxEvent(
            TIME, BoxEvent.Kind.STARTED, "abc", "web", Duration.ofNanos(649_240_000), "emulated");
    assertThat(EventText.words(event))
        .isEqualTo("2026-01-31T12:00:00.120Z  started   abc (web)  649.2 ms  emulated\n");
  }

  @Test
  void leavesOutWhatThereIsNot() {
    BoxEvent event =
        new BoxEvent(Instant.EPOCH, BoxEvent.Kind.REMOVED, "abc", "", Duration.ZERO, "");
    assertThat(EventText.words(event)).isEqualTo("1970-01-01T00:00:00Z      removed   abc\n");
  }

  @Test
  void writesAnEventForAProgram() {
    BoxEvent event =
        new BoxEvent(TIME, BoxEvent.Kind.FAILED, "abc", "web", Duration.ofMillis(1500), "a\n\"b\"");
    assertThat(EventText.json(event))
        .isEqualTo(
            "{\"time\": \"2026-01-31T12:00:00.120Z\", \"kind\": \"failed\", \"box\": \"abc\","
                + " \"name\": \"web\", \"milliseconds\": 1500.0, \"detail\": \"a\\u000a\\\"b\\\"\"}\n");
  }
}
