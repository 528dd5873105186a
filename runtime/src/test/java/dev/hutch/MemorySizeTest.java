package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "7b, 7", "2k, 2048", "512m, 536870912", "3G, 3221225472"})
  void readsSizesAsDockerWritesThem(String text, long bytes) {
    assertThat(MemorySize.parse(text)).isEqualTo(new MemorySize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1m", "0", "1.5g", "10t", "banana", "9999999999g", "1 g"})
  void refusesWhatIsNoSizeAndNamesIt(String text) {
    assertThatThrownBy(() -> MemorySize.parse(text)).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void saysWhatCouldNotBeReadAndHowItIsWritten() {
    assertThatThrownBy(() -> MemorySize.parse("banana"))
        .hasMessage("'banana' is not a size: write a whole number with b, k, m or g, such as 512m");
  }

  @Test
  void isShownInMebibytesWhereItIsWhole() {
    assertThat(MemorySize.mib(256)).hasToString("256 MiB");
    assertThat(new MemorySize(1000)).hasToString("1000 bytes");
  }
}
