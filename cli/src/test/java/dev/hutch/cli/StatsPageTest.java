package dev.hutch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxInfo;
import dev.hutch.BoxSpec;
import dev.hutch.BoxState;
import dev.hutch.BoxStats;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What boxes use, on a screen and elsewhere. */
class StatsPageTest {
  private static final List<StatsLook.Use> USES =
      List.of(
          new StatsLook.Use(
              box("a", "web"),
              new BoxStats(
                  Duration.ofSeconds(90),
                  2,
                  3,
                  Duration.ZERO,
                  Duration.ZERO,
                  Duration.ZERO,
                  Duration.ZERO,
                  256L << 20,
                  192L << 20,
                  0,
                  8L << 30,
                  7L << 30,
                  0,
                  0,
                  0,
                  1),
              1.234),
          new StatsLook.Use(box("b", ""), null, 0));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void numbersStandAtTheRightAndABoxThatDoesNotAnswerIsShown() {
    assertThat(StatsPage.table(USES).text(false))
        .isEqualTo(
            """
            ID   NAME      CPU       MEM       OF      DISK        OF   PROCS   UP
            a    web    123.4%   64.0MiB   256MiB   1.00GiB   8.00GiB       3   90 seconds
            b    -           -         -        -         -         -       -   does not answer
            """);
  }

  @Test
  void aScreenIsDrawnAgainInItsPlace() {
    StatsPage page = new StatsPage(terminal(true), Format.TABLE, true);
    page.show(USES);
    page.show(USES);
    assertThat(text()).startsWith("\33[H\33[2J\33[H").hasLineCount(6 + 1);
    assertThat(text().split("\33\\[2J", -1)).hasSize(2);
    assertThat(text().split("\33\\[H", -1)).hasSize(4);
  }

  @Test
  void elsewhereOneTableFollowsAnother() {
    StatsPage page = new StatsPage(terminal(false), Format.TABLE, true);
    page.show(USES);
    page.show(USES);
    assertThat(text()).doesNotContain("\33").hasLineCount(7);
  }

  @Test
  void aProgramGetsALineForEachBoxEachTime() {
    StatsPage page = new StatsPage(terminal(false), Format.JSON, true);
    page.show(USES);
    assertThat(text().lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("\"cpuPercent\": 123.4", "\"memoryUsedBytes\": 67108864");
    assertThat(text()).contains("{\"id\": \"b\", \"name\": \"\", \"answered\": false}");
  }

  private String text() {
    return out.toString(UTF_8);
  }

  private Terminal terminal(boolean screen) {
    return new Terminal(
        InputStream.nullInputStream(), out, new PrintStream(out, true, UTF_8), screen, false);
  }

  private static BoxInfo box(String id, String name) {
    return new BoxInfo(
        id,
        name,
        BoxState.RUNNING,
        BoxSpec.base(),
        Instant.EPOCH,
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        OptionalInt.empty());
  }
}
