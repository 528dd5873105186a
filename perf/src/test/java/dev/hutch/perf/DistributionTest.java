package dev.hutch.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "50, 50", "99, 99", "100, 100"})
  void hasTheNthOfAHundredAsItsNthPercentile(int percent, long millis) {
    assertThat(hundred().percentile(percent)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void takesTheLongestForTheNinetyNinthPercentileOfAFew() {
    Distribution few = Distribution.of(List.of(millis(3), millis(1), millis(2)));
    assertThat(few.percentile(99)).isEqualTo(millis(3)).isEqualTo(few.max());
    assertThat(few.median()).isEqualTo(millis(2));
    assertThat(few.min()).isEqualTo(millis(1));
  }

  @Test
  void measuresNeverBetweenTwoMeasurements() {
    assertThat(Distribution.of(List.of(millis(1), millis(9))).median()).isEqualTo(millis(1));
  }

  @Test
  void isOfSomething() {
    assertThatThrownBy(() -> Distribution.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "101", "-1"})
  void knowsNoPercentileBeyondAll(int percent) {
    assertThatThrownBy(() -> hundred().percentile(percent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(percent));
  }

  private static Distribution hundred() {
    return Distribution.of(
        LongStream.iterate(100, i -> i > 0, i -> i - 1).mapToObj(Duration::ofMillis).toList());
  }

  private static Duration millis(long count) {
    return Duration.ofMillis(count);
  }
}
