package dev.hutch.lifecycle;

import dev.hutch.home.BoxDirectory;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is written of a box's newest start.
 *
 * @param lines oldest first
 */
record Story(List<JournalLine> lines) {
  static Story of(BoxDirectory box) {
    return new Story(box.journal().read());
  }

  /** What was written last; empty if the box was never started. */
  Optional<JournalLine> newest() {
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
  }

  /** Whether somebody wanted it to end: an end that follows is no failure. */
  boolean isMeantToEnd() {
    return lines.stream().anyMatch(line -> line.event() == JournalEvent.STOPPING);
  }

  /** Whether its end has been recorded by somebody who saw that nothing is left. */
  boolean isOver() {
    return newest()
        .filter(
            line ->
                line.event() == JournalEvent.STOPPED
                    || (line.event() == JournalEvent.FAILED && !isMeantToEnd()))
        .isPresent();
  }

  /** Whether a VM should be there. */
  boolean isUnderWay() {
    return newest()
        .filter(
            line -> line.event() == JournalEvent.STARTING || line.event() == JournalEvent.RUNNING)
        .isPresent();
  }

  /** When the start began. */
  Optional<Instant> started() {
    return lines.stream()
        .filter(line -> line.event() == JournalEvent.STARTING)
        .findFirst()
        .map(line -> Instant.ofEpochMilli(line.epochMillis()));
  }
}
