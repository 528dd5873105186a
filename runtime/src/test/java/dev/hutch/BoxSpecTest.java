package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxSpecTest {
  @ParameterizedTest
  @ValueSource(ints = {0, -1, 17})
  void refusesCpusThatLibkrunCannotHave(int count) {
    assertThatThrownBy(() -> BoxSpec.base().cpus(count))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("cpus is " + count + ", but must be 1 to 16");
  }

  @Test
  void refusesSizesOutOfRange() {
    assertThatThrownBy(() -> BoxSpec.base().memory(MemorySize.mib(127)))
        .hasMessageContainingAll("memory is 127 MiB", "128 MiB");
    assertThatThrownBy(() -> BoxSpec.base().disk(MemorySize.gib(2048)))
        .hasMessageContainingAll("disk is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a\nb", "a\0b", "a'b", "a\"b", "-a", "a-", "ä", "a b", "a.b"})
  void refusesHostNamesThatAreNone(String name) {
    assertThatThrownBy(() -> BoxSpec.base().hostname(name))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("RFC 1123")
        .hasMessageNotContainingAny("\n", "\0");
  }

  @Test
  void refusesAStartTimeoutThatIsNoTime() {
    assertThatThrownBy(() -> BoxSpec.base().startTimeout(Duration.ZERO))
        .isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void copiesEverythingButWhatIsChanged() {
    BoxSpec spec =
        BoxSpec.base()
            .cpus(2)
            .memory(MemorySize.gib(1))
            .disk(MemorySize.gib(2))
            .hostname("worker-1")
            .startTimeout(Duration.ofSeconds(5))
            .kernelArguments("quiet")
            .name("one")
            .detach(true)
            .leavable(true);
    assertThat(spec)
        .isEqualTo(
            new BoxSpec(
                "base",
                2,
                MemorySize.gib(1),
                MemorySize.gib(2),
                "worker-1",
                Duration.ofSeconds(5),
                "quiet",
                "one",
                true,
                true));
  }
}
