package dev.hutch.jailer.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @ParameterizedTest
  @ValueSource(strings = {"box-1\0", "box-1", "a\0box-1\0b\0", "a\0\0box-1\0", "a\0box-1"})
  void hasAnElementThatIsTheWhole(String line) {
    assertThat(has(line, "box-1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\0", "box-10\0", "abox-1\0", "box-1 \0", "box-\0" + "1\0", "--id=box-1\0"})
  void aPartOfAnElementIsNotTheElement(String line) {
    assertThat(has(line, "box-1")).isFalse();
  }

  @Test
  void looksNoFurtherThanItsLength() {
    byte[] left = "a\0box-1\0".getBytes(UTF_8); // of what was read before
    assertThat(CommandLine.has(left, 2, "box-1".getBytes(UTF_8))).isFalse();
    assertThat(CommandLine.elements(left, 2)).containsExactly("a");
    assertThat(CommandLine.last(left, 2, 9)).isEqualTo("a");
  }

  @Test
  void theLastElementIsTheLast() {
    assertThat(last("a\0b\0")).isEqualTo("b");
    assertThat(last("a\0b")).isEqualTo("b");
    assertThat(last("a\0\0")).isEmpty();
    assertThat(last("")).isEmpty();
    assertThat(last("a\0" + "0123456789\0")).as("longer than asked for").isEmpty();
  }

  @Test
  void findsInAnyBytesWhatItsElementsSay() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (random.nextInt(3) == 0 ? 0 : 'a' + random.nextInt(2));
      }
      String wanted = random.nextBoolean() ? "ab" : "a";
      List<String> elements = CommandLine.elements(bytes, bytes.length);
      assertThat(CommandLine.has(bytes, bytes.length, wanted.getBytes(UTF_8)))
          .as(Arrays.toString(bytes))
          .isEqualTo(elements.contains(wanted));
    }
  }

  private static boolean has(String line, String element) {
    byte[] bytes = line.getBytes(UTF_8);
    return CommandLine.has(bytes, bytes.length, element.getBytes(UTF_8));
  }

  private static String last(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return CommandLine.last(bytes, bytes.length, 9);
  }
}
