package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.PruneOptions;
import dev.hutch.PruneReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrunePageTest {
  private static final PruneReport REPORT =
      new PruneReport(
          List.of("abc"),
          List.of("/home/boxes/x"),
          Map.of("def", List.of(1, 2)),
          Map.of("/home/cache/y", "it is in use"));

  @Test
  void saysWhatWasDone() {
    assertThat(new PrunePage(REPORT, PruneOptions.DEFAULT.force(true)).text())
        .isEqualTo(
            """
            Removed boxes:
              abc
            Removed orphans:
              /home/boxes/x
            Killed processes without a record:
              def: [1, 2]
            Kept:
              /home/cache/y: it is in use
            """);
  }

  @Test
  void saysWhatWouldBeDoneInADryRun() {
    assertThat(new PrunePage(REPORT, PruneOptions.DEFAULT.dryRun(true)).text())
        .contains(
            "Boxes that would be removed:",
            "Processes without a record, which only --force kills:");
  }

  @Test
  void saysThatThereWasNothingToDo() {
    PruneReport nothing = new PruneReport(List.of(), List.of(), Map.of(), Map.of());
    assertThat(new PrunePage(nothing, PruneOptions.DEFAULT).text())
        .isEqualTo("Nothing to remove.\n");
  }

  @Test
  void writesItForAProgram() {
    assertThat(new PrunePage(REPORT, PruneOptions.DEFAULT).json())
        .contains(
            "\"dryRun\": false", "\"boxes\": [\n    \"abc\"\n  ]", "\"def\": [\n      1,\n      2");
  }
}
