package dev.hutch.vmm.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import dev.hutch.vmm.spec.VmSpec;
import dev.hutch.vmm.spec.VmSpecCodec;
import org.junit.jupiter.api.Test;

/**
 * Any datagram of the control socket is a message or is refused; a configuration keeps its form.
 */
class ControlFuzzTest {
  /** One datagram. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      if (ControlDecoder.decode(input) instanceof ControlMessage.Config config) {
        VmSpec spec = config.spec();
        assertThat(VmSpecCodec.decode(VmSpecCodec.encode(spec))).isEqualTo(spec);
      }
    } catch (ControlException e) {
      assertThat(e).hasMessageNotContaining("\u001b");
    }
  }

  @Test
  void holdsForTheCorpus() throws Exception {
    KeptInputs.give("control", ControlFuzzTest::fuzzerTestOneInput);
  }
}
