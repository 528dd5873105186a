package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortMappingTest {
  @ParameterizedTest
  @CsvSource({
    "8080:80, 127.0.0.1, 8080, 80",
    "0:80, 127.0.0.1, 0, 80",
    ":80, 127.0.0.1, 0, 80",
    "80, 127.0.0.1, 0, 80",
    "0.0.0.0:8080:80, 0.0.0.0, 8080, 80",
    "10.0.0.1::80, 10.0.0.1, 0, 80",
    "[::1]:8080:80, 0:0:0:0:0:0:0:1, 8080, 80",
    "::1:8080:80, 0:0:0:0:0:0:0:1, 8080, 80",
    "1:65535, 127.0.0.1, 1, 65535",
  })
  void anAddressAndAPortOfTheHostStandBeforeThatOfTheBox(
      String text, String address, int host, int guest) {
    PortMapping mapping = PortMapping.parse(text);
    assertThat(mapping.on().getAddress().getHostAddress()).isEqualTo(address);
    assertThat(mapping.on().getPort()).isEqualTo(host);
    assertThat(mapping.guest()).isEqualTo(guest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "80:",
        "x:80",
        "80:x",
        "65536:80",
        "80:65536",
        "-1:80",
        "host:1:2",
        "[::1:8:8"
      })
  void whatIsNoPortIsNamedWithHowItIsWritten(String text) {
    assertThatThrownBy(() -> PortMapping.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("[ADDR:]HOST:GUEST");
  }
}
