package dev.hutch.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.vmm.spec.EngineKind;
import dev.hutch.vmm.spec.Kernel;
import org.junit.jupiter.api.Test;

class KernelArgumentsTest {
  @Test
  void keepsMitigationsWhereTheProcessorIsReal() {
    assertThat(KernelArguments.of(EngineKind.LIBKRUN, 1)).doesNotContain("mitigations=off");
  }

  @Test
  void keepsTheTimersThatSeveralProcessorsNeed() {
    assertThat(KernelArguments.of(EngineKind.EMULATED, 1)).contains("nolapic_timer");
    assertThat(KernelArguments.of(EngineKind.EMULATED, 2)).doesNotContain("nolapic_timer");
  }

  @Test
  void leavesRoomForMoreArguments() {
    assertThat(KernelArguments.of(EngineKind.EMULATED, 1).length())
        .isLessThan(Kernel.MAX_COMMAND_LINE / 2);
  }
}
