package dev.hutch.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxState;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
  @ParameterizedTest(name = "lock {0}, journal {1}, processes {2}: {3}")
  @CsvSource({
    "held, -,                         there, CREATED",
    "held, -,                         gone,  CREATED",
    "held, STARTING,                  there, STARTING",
    "held, STARTING,                  gone,  UNKNOWN",
    "held, STARTING RUNNING,          there, RUNNING",
    "held, STARTING RUNNING,          gone,  UNKNOWN",
    "held, RUNNING STOPPING,          there, RUNNING",
    "held, RUNNING STOPPING,          gone,  STOPPED",
    "held, RUNNING STOPPING ENDED,    there, RUNNING",
    "held, RUNNING ENDED,             there, UNKNOWN",
    "held, RUNNING ENDED,             gone,  FAILED",
    "held, RUNNING STOPPING STOPPED,  there, UNKNOWN",
    "held, RUNNING STOPPING STOPPED,  gone,  STOPPED",
    "held, STARTING FAILED,           there, UNKNOWN",
    "held, STARTING FAILED,           gone,  FAILED",
    "held, RUNNING STOPPING UNPROVEN, there, UNKNOWN",
    "held, RUNNING STOPPING UNPROVEN, gone,  UNKNOWN",
    "free, -,                         gone,  CREATED",
    "free, -,                         there, UNKNOWN",
    "free, STARTING,                  gone,  FAILED",
    "free, STARTING RUNNING,          gone,  FAILED",
    "free, STARTING RUNNING,          there, UNKNOWN",
    "free, RUNNING STOPPING,          gone,  STOPPED",
    "free, RUNNING STOPPING ENDED,    gone,  STOPPED",
    "free, RUNNING STOPPING FAILED,   gone,  STOPPED",
    "free, RUNNING ENDED,             gone,  FAILED",
    "free, RUNNING STOPPING STOPPED,  gone,  STOPPED",
    "free, RUNNING STOPPING STOPPED,  there, UNKNOWN",
    "free, STARTING FAILED,           gone,  FAILED",
    "free, RUNNING STOPPING UNPROVEN, gone,  STOPPED",
  })
  void comesToAState(String lock, String journal, String processes, BoxState state) {
    Evidence evidence =
        Evidence.of(lock.equals("held"), story(journal), () -> processes.equals("there"));
    assertThat(evidence.state()).isEqualTo(state);
    assertThat(evidence.failure().isPresent())
        .as("only what is bad has a reason")
        .isEqualTo(state == BoxState.FAILED || state == BoxState.UNKNOWN);
  }

  @Test
  void aFailureIsWhatTheJournalSays() {
    Story story = new Story(List.of(JournalLine.now(JournalEvent.FAILED, "guest", "panic")));
    assertThat(Evidence.of(false, story, () -> false).failure()).contains("panic");
  }

  private static Story story(String events) {
    return events.equals("-")
        ? new Story(List.of())
        : new Story(
            Arrays.stream(events.split(" "))
                .map(event -> JournalLine.now(JournalEvent.valueOf(event), "", "why"))
                .toList());
  }
}
