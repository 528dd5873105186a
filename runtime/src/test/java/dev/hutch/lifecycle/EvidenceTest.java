package dev.hutch.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxState;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
  @ParameterizedTest(name = "lock {0}, journal {1}, processes {2}: {3}")
  @CsvSource({
    "held, -,        there, CREATED",
    "held, -,        gone,  CREATED",
    "held, STARTING, there, STARTING",
    "held, STARTING, gone,  UNKNOWN",
    "held, RUNNING,  there, RUNNING",
    "held, RUNNING,  gone,  UNKNOWN",
    "held, STOPPING, there, RUNNING",
    "held, STOPPING, gone,  STOPPED",
    "held, ENDED,    there, STOPPED",
    "held, STOPPED,  gone,  STOPPED",
    "held, FAILED,   gone,  FAILED",
    "held, UNPROVEN, there, UNKNOWN",
    "free, -,        gone,  CREATED",
    "free, -,        there, UNKNOWN",
    "free, STARTING, gone,  FAILED",
    "free, RUNNING,  gone,  FAILED",
    "free, RUNNING,  there, UNKNOWN",
    "free, STOPPING, gone,  STOPPED",
    "free, ENDED,    gone,  STOPPED",
    "free, STOPPED,  gone,  STOPPED",
    "free, STOPPED,  there, UNKNOWN",
    "free, FAILED,   gone,  FAILED",
    "free, UNPROVEN, gone,  STOPPED",
  })
  void comesToAState(String lock, String journal, String processes, BoxState state) {
    Optional<JournalLine> newest =
        journal.equals("-")
            ? Optional.empty()
            : Optional.of(JournalLine.now(JournalEvent.valueOf(journal), "", "why"));
    Evidence evidence = Evidence.of(lock.equals("held"), newest, () -> processes.equals("there"));
    assertThat(evidence.state()).isEqualTo(state);
    assertThat(evidence.failure().isPresent())
        .as("only what is bad has a reason")
        .isEqualTo(state == BoxState.FAILED || state == BoxState.UNKNOWN);
  }

  @Test
  void aFailureIsWhatTheJournalSays() {
    JournalLine line = JournalLine.now(JournalEvent.FAILED, "guest", "panic");
    assertThat(Evidence.of(false, Optional.of(line), () -> false).failure()).contains("panic");
  }
}
