package dev.hutch.perf;

import dev.hutch.StartTimeline;
import dev.hutch.perf.table.Milliseconds;
import dev.hutch.perf.table.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of several starts went.
 *
 * @param starts the starts, in the order in which they were made
 */
public record BootProfile(List<Start> starts) {
  /**
   * One start of one box.
   *
   * @param timeline from the call to the agent's hello
   * @param firstResult from the call to the end of the box's first command
   * @param removal how long the box then took to be killed, proven gone and deleted
   */
  public record Start(StartTimeline timeline, Duration firstResult, Duration removal) {}

  /**
   * One phase over all starts that had it.
   *
   * @param name what was done
   * @param side where
   * @param length how long it took
   */
  public record PhaseStatistics(String name, StartTimeline.Side side, Distribution length) {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no start
   */
  public BootProfile {
    starts = List.copyOf(starts);
    if (starts.isEmpty()) {
      throw new IllegalArgumentException("a profile needs one start at least");
    }
  }

  /** Each phase, in the order of the first start that had it. */
  public List<PhaseStatistics> phases() {
    record Key(String name, StartTimeline.Side side) {}
    Map<Key, List<Duration>> lengths = new LinkedHashMap<>();
    for (Start start : starts) {
      for (StartTimeline.Phase phase : start.timeline().phases()) {
        lengths
            .computeIfAbsent(new Key(phase.name(), phase.side()), key -> new ArrayList<>())
            .add(phase.length());
      }
    }
    return lengths.entrySet().stream()
        .map(
            entry ->
                new PhaseStatistics(
                    entry.getKey().name(),
                    entry.getKey().side(),
                    Distribution.of(entry.getValue())))
        .toList();
  }

  /** From the call to the agent's hello. */
  public Distribution ready() {
    return Distribution.of(starts.stream().map(start -> start.timeline().total()).toList());
  }

  /** From the call to the first command's result. */
  public Distribution firstResult() {
    return Distribution.of(starts.stream().map(Start::firstResult).toList());
  }

  /** From the call to close a box to the proof that nothing of it is left. */
  public Distribution removal() {
    return Distribution.of(starts.stream().map(Start::removal).toList());
  }

  /** A table in milliseconds, one line a phase; guest phases, within the host's, are indented. */
  public String table() {
    TextTable table = new TextTable("phase (ms)", "min", "median", "p99", "max", "starts");
    for (PhaseStatistics phase : phases()) {
      boolean guest = phase.side() == StartTimeline.Side.GUEST;
      row(table, (guest ? "  in the guest: " : "") + phase.name(), phase.length());
    }
    row(table, "call to the agent's hello", ready());
    row(table, "call to the first command's result", firstResult());
    row(table, "close: killed, proven gone, deleted", removal());
    return table.toString();
  }

  private static void row(TextTable table, String name, Distribution of) {
    table.row(
        name,
        Milliseconds.text(of.min()),
        Milliseconds.text(of.median()),
        Milliseconds.text(of.percentile(99)),
        Milliseconds.text(of.max()),
        Integer.toString(of.count()));
  }
}
