package dev.hutch.jailer.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import dev.hutch.jailer.BoxId;
import org.junit.jupiter.api.Test;

/** Whatever a pid file holds, it is what we would have written, or there is a reason why not. */
class PidFileFuzzTest {
  private static final BoxId BOX = new BoxId("box-1");

  /** What a pid file holds. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    switch (PidFileFormat.decode(text, BOX)) {
      case PidRecord.Present found -> {
        assertThat(found.identity().box()).isEqualTo(BOX);
        assertThat(PidFileFormat.encode(found.identity())).isEqualTo(text);
        String cutOff = text.substring(0, text.length() - 1);
        assertThat(PidFileFormat.decode(cutOff, BOX)).isInstanceOf(PidRecord.Unreadable.class);
      }
      case PidRecord.Foreign foreign -> assertThat(foreign.owner()).isNotEqualTo(BOX);
      case PidRecord.Unreadable unreadable ->
          assertThat(unreadable.reason()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
      case PidRecord.Missing missing -> throw new AssertionError("it is there: " + missing);
    }
  }

  @Test
  void holdsForTheCorpus() throws Exception {
    KeptInputs.give("pid-file", PidFileFuzzTest::fuzzerTestOneInput);
  }
}
