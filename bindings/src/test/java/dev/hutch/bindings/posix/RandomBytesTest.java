package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RandomBytesTest {
  @Test
  void areAsManyAsAskedForAndNeverTheSame() {
    assertThat(RandomBytes.get(32)).hasSize(32).isNotEqualTo(RandomBytes.get(32));
    assertThat(RandomBytes.get(256)).hasSize(256);
  }

  @Test
  void areNotMoreThanComeAtOnce() {
    assertThatThrownBy(() -> RandomBytes.get(257)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RandomBytes.get(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
