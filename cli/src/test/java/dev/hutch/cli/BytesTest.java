package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "999, 999B",
    "1000, 0.98KiB",
    "1024, 1.00KiB",
    "65536, 64.0KiB",
    "1048064, 1.00MiB",
    "268435456, 256MiB",
    "8589934592, 8.00GiB",
    "9223372036854775807, 8192PiB",
  })
  void threeDigitsAndAUnit(long bytes, String words) {
    assertThat(Bytes.words(bytes)).isEqualTo(words);
  }
}
