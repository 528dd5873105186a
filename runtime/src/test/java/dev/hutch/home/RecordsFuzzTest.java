package dev.hutch.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import dev.hutch.vmm.journal.JournalLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whatever lies in a box's files, reading them ends with what they say or why they cannot be. */
class RecordsFuzzTest {
  private static final String BOX = "hsr7rmmgqk66anfg5k5w";

  /** The first byte says which file the rest is. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] content = Arrays.copyOfRange(input, 1, input.length);
    switch (input[0] & 3) {
      case 0 -> record(content);
      case 1 -> JournalLine.parseAll(content).forEach(RecordsFuzzTest::look);
      default -> event(new String(content, StandardCharsets.UTF_8));
    }
  }

  private static void record(byte[] content) throws IOException {
    Path file = Files.createTempFile("hutch-fuzz-", "");
    try {
      Files.write(file, content);
      BoxRecord found = BoxRecord.read(file, BOX);
      Files.write(file, found.encode());
      assertThat(BoxRecord.read(file, BOX)).isEqualTo(found);
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("\u001b");
    } finally {
      Files.delete(file);
    }
  }

  private static void look(JournalLine line) {
    assertThat(JournalLine.parseAll(line.encode())).hasSize(1);
  }

  private static void event(String line) {
    EventLine.decode(line)
        .ifPresent(event -> assertThat(EventLine.decode(EventLine.encode(event))).isPresent());
  }

  @Test
  void holdsForTheCorpus() throws Exception {
    KeptInputs.give("records", RecordsFuzzTest::fuzzerTestOneInput);
  }
}
