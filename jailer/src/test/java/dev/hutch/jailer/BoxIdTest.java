package dev.hutch.jailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxIdTest {
  @Test
  void takesWhatIsSafeAsPathArgumentAndGroup() {
    assertThat(new BoxId("0b-1.x_y").toString()).isEqualTo("0b-1.x_y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "-x", "a/b", "a\0b", "a\nb", "a'b", "a\"b", "A", "a b", "a=b", "ä"})
  void refusesWhatIsNot(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BoxId(value))
        .withMessageContaining("not usable")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "\0"));
  }

  @Test
  void refusesAnIdTooLongForASocketPath() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BoxId("a".repeat(64)));
  }
}
