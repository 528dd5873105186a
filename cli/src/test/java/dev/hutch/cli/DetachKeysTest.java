package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys leave a command, and which are the command's. */
class DetachKeysTest {
  @ParameterizedTest
  @CsvSource({
    "a,      xaY,   x",
    "'a,b',  xaby,  x",
    "'a,b',  aab,   a",
    "'a,a,b',aaab,  a",
    "'a,b,a,c', ababac, ab",
    "'A,b',  aAb,   a",
  })
  void theSequenceLeavesAndWhatStoodBeforeItIsTheCommands(
      String keys, String typed, String passed) {
    for (int step = 1; step <= typed.length(); step++) {
      assertThat(passed(keys, typed, step)).as("%s keys at a time", step).isEqualTo(passed + "!");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a,b',  aaa",
    "'a,b',  aca_",
    "'a,a,b',aaaca",
    "'a,b,a,c', ababab",
    "'',     ab",
  })
  void keysThatOnlyBeginTheSequenceAreTheCommands(String keys, String typed) {
    for (int step = 1; step <= typed.length(); step++) {
      assertThat(passed(keys, typed, step)).as("%s keys at a time", step).isEqualTo(typed);
    }
  }

  @Test
  void noneIsLostOrDoubledHoweverTheyAreTyped() {
    Random random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      String keys = word(random, 1 + random.nextInt(4)).replaceAll("(?<=.)(?=.)", ",");
      String typed = word(random, random.nextInt(12));
      int at = typed.indexOf(keys.replace(",", ""));
      String expected = at < 0 ? typed : typed.substring(0, at) + "!";
      assertThat(passed(keys, typed, 1 + random.nextInt(4)))
          .as(keys + " " + typed)
          .isEqualTo(expected);
    }
  }

  @Test
  void controlKeysAreTheirCharacters() {
    assertThat(passed("ctrl-p,ctrl-q", "x\20\21", 1)).isEqualTo("x!");
    assertThat(passed("ctrl-[", "\33", 1)).isEqualTo("!");
    assertThat(passed("CTRL-@", "\0", 1)).isEqualTo("!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctrl-", "ctrl-1", "ab", "a,", "é", "a,,b", "ctrl-aa"})
  void whatIsNoKeyIsNamed(String keys) {
    assertThatThrownBy(() -> DetachKeys.parse(keys))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'" + keys + "'")
        .hasMessageContaining("ctrl-p,ctrl-q");
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(2)));
    }
    return word.toString();
  }

  /** What the command gets, and an exclamation mark where it is left. */
  private static String passed(String text, String typed, int step) {
    DetachKeys keys = DetachKeys.parse(text);
    byte[] bytes = typed.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i += step) {
      byte[] some = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + step));
      byte[] passed = new byte[some.length + 16];
      int length = keys.pass(some, some.length, passed);
      all.write(passed, 0, length < 0 ? ~length : length);
      if (length < 0) {
        return all.toString(StandardCharsets.ISO_8859_1) + "!";
      }
    }
    all.writeBytes(keys.rest());
    return all.toString(StandardCharsets.ISO_8859_1);
  }
}
