package dev.hutch.it.bad;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.BoxSpec;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import dev.hutch.ImageException;
import dev.hutch.InvalidSpecException;
import dev.hutch.MemorySize;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values that cannot be typed, but can be passed. */
@ExtendWith(LeakGuard.class)
class BadSpecIT {
  @Test
  void aNulIsRefusedWhereverTextIsTaken() {
    refused(() -> BoxSpec.base().hostname("a\0b"), "a\\u0000b");
    refused(() -> Command.of("true", "a\0b"), "a\\u0000b");
    refused(() -> Command.of("true").env("A", "a\0b"), "the variable A");
    refused(() -> Command.of("true").env("A=B", ""), "'A=B'");
    refused(() -> Command.of("true").workdir("/a\0b"), "a\\u0000b");
  }

  @Test
  void limitsAreNamed() {
    refused(() -> Command.of("true").timeout(Duration.ZERO), "PT0S");
    refused(() -> Command.of("true").outputLimit(MemorySize.gib(2)), "1 GiB");
    refused(() -> HutchOptions.fromEnvironment().shimPool(65), "65");
    refused(() -> BoxSpec.base().startTimeout(Duration.ofHours(2)), "PT2H");
  }

  @Test
  void whatOnlyTheRuntimeCanTellIsRefusedByIt() {
    try (Hutch hutch = Boxes.open(0)) {
      refused(() -> hutch.start(Boxes.small().kernelArguments("a\"b")), "kernel");
      refused(() -> hutch.start(Boxes.small().memory(new MemorySize((200L << 20) + 1))), "MiB");
      assertThatThrownBy(() -> hutch.start(BoxSpec.image("../etc")))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("'../etc'");
    }
  }

  private static void refused(ThrowingCallable call, String said) {
    assertThatThrownBy(call).isInstanceOf(InvalidSpecException.class).hasMessageContaining(said);
  }
}
