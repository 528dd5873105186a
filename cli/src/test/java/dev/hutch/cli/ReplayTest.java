package dev.hutch.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What was shown before is shown again without its questions. */
class ReplayTest {
  private static final String SHOWN = "\33[1ma\33[6nb\33[0cc\33[>cd\33Me\33[?25hf\33[5";

  @Test
  void questionsAreLeftOutAndNothingElse() throws IOException {
    for (int step = 1; step <= SHOWN.length(); step++) {
      assertThat(passed(SHOWN, SHOWN.length(), step)).isEqualTo("\33[1mabcd\33Me\33[?25hf\33[5");
    }
  }

  @Test
  void whatComesBehindIsPassedOnAsItIs() throws IOException {
    assertThat(passed("x\33[6ny\33[6n", 6, 3)).isEqualTo("xy\33[6n");
    assertThat(passed("\33[6n", 0, 1)).isEqualTo("\33[6n");
  }

  private static String passed(String shown, int past, int step) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Replay replay = new Replay(all, past);
    byte[] bytes = shown.getBytes(ISO_8859_1);
    for (int i = 0; i < bytes.length; i += step) {
      replay.write(bytes, i, Math.min(step, bytes.length - i));
    }
    return all.toString(ISO_8859_1);
  }
}
