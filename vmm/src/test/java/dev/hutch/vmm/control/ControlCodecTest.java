package dev.hutch.vmm.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.vmm.spec.Specs;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlCodecTest {
  @Test
  void readsBackEveryMessage() {
    assertThat(ControlDecoder.decode(ControlEncoder.warm())).isEqualTo(new ControlMessage.Warm());
    assertThat(ControlDecoder.decode(ControlEncoder.phase(Phases.LINKED, -5)))
        .isEqualTo(new ControlMessage.Phase("linked", -5));
    GuestStart guest = new GuestStart("6.12.99 = \\n", Long.MIN_VALUE, 1, 2, 3, 4, 5, -1);
    assertThat(ControlDecoder.decode(ControlEncoder.hello(7, guest)))
        .isEqualTo(new ControlMessage.Hello(7, guest));
    Random random = new Random(27);
    for (int i = 0; i < 200; i++) {
      ControlMessage.Config config = new ControlMessage.Config(Specs.random(random));
      assertThat(ControlDecoder.decode(ControlEncoder.config(config.spec()))).isEqualTo(config);
    }
  }

  @Test
  void carriesAFailureOfSeveralLinesAndKeepsTheEndOfALongOne() {
    assertThat(ControlDecoder.decode(ControlEncoder.failed("hello", "a=b\r\nc\\n\td\0")))
        .isEqualTo(new ControlMessage.Failed("hello", "a=b\nc\\n d?"));
    byte[] datagram = ControlEncoder.failed("hello", "\n".repeat(1_000_000) + "the end");
    assertThat(datagram).hasSizeLessThan(ControlDecoder.MAX_DATAGRAM);
    assertThat(ControlDecoder.decode(datagram))
        .isInstanceOfSatisfying(
            ControlMessage.Failed.class,
            failed -> assertThat(failed.message()).startsWith("...").endsWith("\nthe end"));
  }

  @Test
  void refusesWhatIsNoMessage() {
    refused(new byte[0], "unknown kind ''");
    refused("warm\nx=1\n".getBytes(StandardCharsets.UTF_8), "key 'x' is unknown");
    refused("phase\nname=a\n".getBytes(StandardCharsets.UTF_8), "key 'ns' is missing");
    refused("reboot\n".getBytes(StandardCharsets.UTF_8), "unknown kind 'reboot'");
    refused(new byte[] {'w', 'a', (byte) 0xc3}, "not UTF-8");
    refused(new byte[ControlDecoder.MAX_DATAGRAM + 1], "more than 65536 bytes");
  }

  private static void refused(byte[] datagram, String reason) {
    assertThatThrownBy(() -> ControlDecoder.decode(datagram))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining(reason);
  }
}
