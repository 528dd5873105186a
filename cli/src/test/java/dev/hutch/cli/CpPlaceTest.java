package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpPlaceTest {
  @ParameterizedTest
  @CsvSource({
    "web:/srv, web, /srv",
    "web:srv/x, web, srv/x",
    "web:/a:b, web, /a:b",
    "./web:/srv, '', ./web:/srv",
    "../a:b, '', ../a:b",
    "/tmp/a:b, '', /tmp/a:b",
    "file, '', file",
    "-, '', -",
    "web:-, web, -",
  })
  void isOfABoxWhereDockerWouldTakeItForOne(String typed, String box, String path) {
    assertThat(CpPlace.of(typed)).isEqualTo(new CpPlace(box, path));
  }

  @Test
  void onlyTheHostHasStreams() {
    assertThat(CpPlace.of("-").isStream()).isTrue();
    assertThat(CpPlace.of("web:-").isStream()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "web:", ":/srv", ":"})
  void thatNamesNothingIsRefused(String typed) {
    assertThatThrownBy(() -> CpPlace.of(typed)).isInstanceOf(UsageException.class);
  }
}
