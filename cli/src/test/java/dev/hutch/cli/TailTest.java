package dev.hutch.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last lines of what was there, and what comes. */
class TailTest {
  @ParameterizedTest
  @CsvSource({
    "a;b;c;, 0, ''",
    "a;b;c;, 1, c;",
    "a;b;c;, 2, b;c;",
    "a;b;c;, 3, a;b;c;",
    "a;b;c;, 9, a;b;c;",
    "a;b, 1, b",
    "a;b, 2, a;b",
    "a;;, 1, ;",
    "'', 1, ''",
    "'', 0, ''",
  })
  void theLastLinesEndWithTheLastByte(String text, int lines, String expected) {
    byte[] last = Tail.lastLines(text.replace(';', '\n').getBytes(US_ASCII), lines);
    assertThat(new String(last, US_ASCII)).isEqualTo(expected.replace(';', '\n'));
  }

  @Test
  void whatComesIsPassedOnWholeBehindTheLastLinesOfWhatWasThere() throws IOException {
    for (int step = 1; step <= 12; step++) {
      ByteArrayOutputStream shown = new ByteArrayOutputStream();
      Tail tail = new Tail(shown, 1, 6);
      byte[] all = "old\nnew\ncome".getBytes(US_ASCII);
      for (int i = 0; i < all.length; i += step) {
        tail.write(all, i, Math.min(step, all.length - i));
      }
      assertThat(shown.toString(US_ASCII)).as("%s at a time", step).isEqualTo("new\ncome");
    }
  }

  @Test
  void whatWasThereIsShownAtTheEndAtTheLatest() throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Tail tail = new Tail(shown, 1, 100);
    tail.write("one\ntwo\n".getBytes(US_ASCII));
    assertThat(shown.size()).isZero();
    tail.end();
    assertThat(shown.toString(US_ASCII)).isEqualTo("two\n");
  }
}
