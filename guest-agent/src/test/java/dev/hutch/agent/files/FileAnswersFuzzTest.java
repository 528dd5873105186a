package dev.hutch.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Any bytes are answers about files, or a violation that is told as such. */
class FileAnswersFuzzTest {
  private static final List<Consumer<FileAnswer>> MEANINGS =
      List.of(
          FileAnswer::nothing,
          FileAnswer::written,
          FileAnswer::copied,
          answer -> assertThat(answer.attributes().toString()).isNotEmpty(),
          answer -> assertThat(answer.space().toString()).isNotEmpty(),
          answer -> answer.entries(false).forEach(FileAnswersFuzzTest::look),
          answer -> answer.entries(true).forEach(FileAnswersFuzzTest::look));

  /** The first byte says what was asked for. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    Consumer<FileAnswer> meaning = MEANINGS.get((input[0] & 0xff) % MEANINGS.size());
    ByteArrayInputStream stream =
        new ByteArrayInputStream(Arrays.copyOfRange(input, 1, input.length));
    try {
      while (true) {
        FileAnswer answer = FileAnswer.read(stream);
        assertThat(answer.errno()).isBetween(0, 4095);
        if (answer.isDone()) {
          meaning.accept(answer);
        }
      }
    } catch (ProtocolException e) {
      assertThat(e).hasMessageNotContaining("\n");
    } catch (EOFException e) {
      assertThat(stream.available()).isZero();
    }
  }

  private static void look(DirectoryEntry entry) {
    assertThat(new String(entry.name(), StandardCharsets.ISO_8859_1))
        .isNotIn("", ".", "..")
        .doesNotContain("/", "\0");
  }

  @Test
  void holdsForTheCorpus() throws Exception {
    KeptInputs.give("file-answers", FileAnswersFuzzTest::fuzzerTestOneInput);
  }
}
