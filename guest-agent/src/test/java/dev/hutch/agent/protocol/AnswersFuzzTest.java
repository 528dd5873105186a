package dev.hutch.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Any bytes are an answer to a question, or a violation that is told as such. */
class AnswersFuzzTest {
  /** The first byte says which question. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] answer = Arrays.copyOfRange(input, 1, input.length);
    try {
      switch (input[0] & 3) {
        case 0 -> assertThat(GuestStats.decode(answer).toString()).isNotEmpty();
        case 1 -> KeptCommand.decodeAll(answer).forEach(AnswersFuzzTest::look);
        default -> GuestProcess.decodeAll(answer).forEach(AnswersFuzzTest::look);
      }
    } catch (ProtocolException e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }

  private static void look(KeptCommand command) {
    assertThat(command.title()).doesNotContain("\n", "\u001b");
    assertThat(command.kind()).isBetween(Exit.EXITED, Exit.RUNNING);
  }

  private static void look(GuestProcess process) {
    assertThat(process.command()).doesNotContain("\n", "\u001b");
  }

  @Test
  void holdsForTheCorpus() throws Exception {
    KeptInputs.give("answers", AnswersFuzzTest::fuzzerTestOneInput);
  }
}
