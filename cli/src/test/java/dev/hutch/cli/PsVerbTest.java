package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxInfo;
import dev.hutch.BoxSpec;
import dev.hutch.BoxState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PsVerbTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void saysHowLongOnlyOfWhatRuns() {
    assertThat(
            PsVerb.table(
                    List.of(box("a", "web", BoxState.RUNNING), box("b", "", BoxState.STOPPED)), NOW)
                .text(false))
        .isEqualTo(
            """
            ID   NAME   STATE     IMAGE   CREATED       UP
            a    web    running   base    2 hours ago   30 seconds
            b    -      stopped   base    2 hours ago   -
            """);
  }

  private static BoxInfo box(String id, String name, BoxState state) {
    return new BoxInfo(
        id,
        name,
        state,
        BoxSpec.base(),
        NOW.minusSeconds(7200),
        Optional.of(NOW.minusSeconds(30)),
        Optional.empty(),
        OptionalInt.empty());
  }
}
