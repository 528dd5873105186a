package dev.hutch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** A console, shown as it comes. */
class VisibleOutputTest {
  private static final String CONSOLE =
      "one\r\ntwo \u00e9 \u20ac \ud83d\ude00 \033[31m\rthree\r\n\ttab\n";
  private static final String SHOWN =
      "one\ntwo \u00e9 \u20ac \ud83d\ude00 \\u001b[31m\\u000dthree\n\ttab\n";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(
          InputStream.nullInputStream(),
          shown,
          new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));

  @Test
  void showsTheSameWhereverItIsCut() {
    byte[] bytes = CONSOLE.getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      shown.reset();
      try (VisibleOutput output = new VisibleOutput(terminal)) {
        output.write(bytes, 0, cut);
        output.write(bytes, cut, bytes.length - cut);
      }
      assertThat(shown.toString(UTF_8)).as("cut at %d", cut).isEqualTo(SHOWN);
    }
  }

  @Test
  void holdsBackOnlyWhatMayBeHalf() {
    VisibleOutput output = new VisibleOutput(terminal);
    output.write("a prompt: ".getBytes(UTF_8), 0, 10);
    assertThat(shown.toString(UTF_8)).isEqualTo("a prompt: ");
    output.write(0xe2);
    output.write('\r');
    assertThat(shown.toString(UTF_8)).isEqualTo("a prompt: \ufffd");
    output.close();
    assertThat(shown.toString(UTF_8)).isEqualTo("a prompt: \ufffd\\u000d");
  }
}
