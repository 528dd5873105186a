package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.TerminalSize;
import org.junit.jupiter.api.Test;

class SttyTest {
  @Test
  void readsRowsBeforeColumns() {
    assertThat(Stty.parse("24 80\n")).isEqualTo(new TerminalSize(80, 24));
  }

  @Test
  void takesWhatItCannotReadForATerminalWithoutSize() {
    TerminalSize none = new TerminalSize(0, 0);
    assertThat(Stty.parse("")).isEqualTo(none);
    assertThat(Stty.parse("24")).isEqualTo(none);
    assertThat(Stty.parse("many columns")).isEqualTo(none);
  }
}
