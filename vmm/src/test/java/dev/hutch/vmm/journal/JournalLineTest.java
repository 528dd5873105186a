package dev.hutch.vmm.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalLineTest {
  private static final String CHARACTERS = "ab \\\nné\u0100\u20ac";

  @Test
  void isReadBackAsItWasWritten() {
    Random random = new Random(31);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<JournalLine> written = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      JournalEvent[] events = JournalEvent.values();
      JournalLine line =
          new JournalLine(
              random.nextLong(), events[random.nextInt(events.length)], "hello", text(random));
      written.add(line);
      file.writeBytes(line.encode());
    }
    assertThat(JournalLine.parseAll(file.toByteArray())).isEqualTo(written);
  }

  @Test
  void looksLikeThisInTheFile() {
    JournalLine line =
        new JournalLine(12, JournalEvent.FAILED, "hello", "a\\b\nc\td\r\u0007\u009b");
    assertThat(line.encode()).asString(UTF_8).isEqualTo("12\tFAILED\thello\ta\\\\b\\nc d??\n");
    JournalLine plain = new JournalLine(-1, JournalEvent.RUNNING, "", "");
    assertThat(plain.encode()).asString(UTF_8).isEqualTo("-1\tRUNNING\t\t\n");
  }

  @Test
  void keepsTheEndOfAMessageThatIsTooLong() {
    Random random = new Random(32);
    for (String unit : List.of("a", "\n", "\\", "é", "€", "\ud83d\ude00", "x\ud83d\ude00\n")) {
      String message = unit.repeat(5000 + random.nextInt(9)) + "the end";
      byte[] encoded = new JournalLine(1, JournalEvent.FAILED, "", message).encode();
      String escaped = new String(encoded, UTF_8).split("\t", -1)[3].stripTrailing();
      assertThat(escaped.getBytes(UTF_8).length)
          .isBetween(JournalLine.MAX_MESSAGE - 12, JournalLine.MAX_MESSAGE);
      String kept = JournalLine.parseAll(encoded).getFirst().message();
      assertThat(kept).startsWith("...").endsWith(unit + "the end").doesNotContain("?");
      assertThat(message).endsWith(kept.substring(3));
    }
  }

  @Test
  void thatIsTornOrDamagedIsLeftOut() {
    byte[] whole = new JournalLine(7, JournalEvent.STARTING, "", "libkrun").encode();
    JournalLine line = new JournalLine(7, JournalEvent.STARTING, "", "libkrun");
    for (int length = 0; length < whole.length; length++) {
      assertThat(
              JournalLine.parseAll(new String(whole, UTF_8).substring(0, length).getBytes(UTF_8)))
          .isEmpty();
    }
    for (String damaged :
        List.of(
            "",
            "\t\t\t",
            "x\tRUNNING\t\t",
            "1\tRUN\t\t",
            "1\tRUNNING\t",
            "1\tENDED\t\t\u001b[2J",
            "1\tENDED\t\0\t")) {
      assertThat(JournalLine.parseAll((damaged + "\n" + new String(whole, UTF_8)).getBytes(UTF_8)))
          .containsExactly(line);
    }
  }

  @Test
  void canBeReadFromAnyBytes() {
    Random random = new Random(33);
    byte[] whole = new JournalLine(7, JournalEvent.ENDED, "running", "a\\n\n").encode();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      for (JournalLine line : JournalLine.parseAll(bytes)) {
        assertThat(JournalLine.parseAll(line.encode())).containsExactly(line);
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }
}
