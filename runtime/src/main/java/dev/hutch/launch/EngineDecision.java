package dev.hutch.launch;

import dev.hutch.EngineChoice;
import dev.hutch.HostUnsupportedException;
import dev.hutch.HutchOptions;
import dev.hutch.vmm.host.Check;
import dev.hutch.vmm.host.KvmProbe;
import dev.hutch.vmm.spec.EngineKind;
import java.util.Optional;

/**
 * Which engine runs the boxes, and why.
 *
 * @param engine what was decided
 * @param note one line for the user where AUTO could not take the fast engine
 */
record EngineDecision(EngineKind engine, Optional<String> note) {
  /**
   * Decides, by asking KVM.
   *
   * @throws HostUnsupportedException if libkrun is demanded and KVM cannot run a stock guest
   */
  static EngineDecision of(HutchOptions options) {
    if (options.engine() == EngineChoice.EMULATED) {
      return new EngineDecision(EngineKind.EMULATED, Optional.empty());
    }
    Optional<Check> obstacle = new KvmProbe().ask().obstacle();
    if (obstacle.isEmpty()) {
      return new EngineDecision(EngineKind.LIBKRUN, Optional.empty());
    }
    Check check = obstacle.get();
    if (options.engine() == EngineChoice.LIBKRUN) {
      throw new HostUnsupportedException(
          "the libkrun engine cannot run here: "
              + check.detail()
              + "; "
              + check.remedy().orElse("see hutch doctor")
              + "; or use --engine emulated");
    }
    return new EngineDecision(
        EngineKind.EMULATED,
        Optional.of("no usable KVM (" + check.detail() + "): boxes run emulated, more slowly"));
  }

  EngineChoice choice() {
    return engine == EngineKind.LIBKRUN ? EngineChoice.LIBKRUN : EngineChoice.EMULATED;
  }
}
