package dev.hutch.vmm.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VmSpecCodecTest {
  private final String plain = VmSpecCodec.encode(Specs.plain());

  @Test
  void readsBackWhatItWrote() {
    Random random = new Random(25);
    for (int i = 0; i < 2_000; i++) {
      VmSpec spec = Specs.random(random);
      assertThat(VmSpecCodec.decode(VmSpecCodec.encode(spec))).isEqualTo(spec);
    }
  }

  @Test
  void refusesAnyTextWithALineTakenAwayDoubledOrUnknown() {
    for (String line : plain.split("\n", -1)) {
      if (!line.isEmpty()) {
        refused(
            plain.replace(line + "\n", ""),
            line.startsWith("qemu=") ? "needs the path of QEMU" : "is missing");
        refused(plain + line + "\n", "comes twice");
      }
    }
    refused(plain + "vcpu=1\n", "key 'vcpu' is unknown");
    refused(plain + "disk.3.fd=9\n", "key 'disk.3.fd' is unknown");
    refused(plain + "\n", "line '' is not key=value");
    refused(plain + "=1\n", "line '=1' is not key=value");
    refused(plain + "word\n", "line 'word' is not key=value");
  }

  @Test
  void refusesNumbersThatOnlyLookLikeNumbers() {
    for (String number : new String[] {"+1", "01", "1 ", "", "0x1", "1e3", "١", "1.0"}) {
      refused(plain.replace("vcpus=1\n", "vcpus=" + number + "\n"), "is not a decimal number");
    }
    refused(plain.replace("vcpus=1\n", "vcpus=4294967297\n"), "vcpus: 4294967297 is out of range");
    refused(plain.replace("detached=false", "detached=no"), "'no' is neither true nor false");
    refused(plain.replace("engine=emulated", "engine=xen"), "'xen' is none of libkrun, emulated");
    refused(plain.replace("disks=3", "disks=99999"), "99999 is not within 1..7");
  }

  @Test
  void refusesControlCharactersAndTextWithoutEnd() {
    refused(plain.replace("box=box-1", "box=box-1\0"), "control character");
    refused(plain.replace("box=box-1", "box=box-1\r"), "control character");
    refused("a".repeat(VmSpecCodec.MAX_TEXT + 1), "longer than");
  }

  @Test
  void answersEveryMutilatedTextWithASpecificationOrARefusal() {
    Random random = new Random(26);
    int refusals = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(plain);
      for (int n = random.nextInt(4); n >= 0; n--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x180));
      }
      text.setLength(random.nextInt(4) == 0 ? random.nextInt(text.length()) : text.length());
      try {
        VmSpec spec = VmSpecCodec.decode(text.toString());
        assertThat(VmSpecCodec.decode(VmSpecCodec.encode(spec))).isEqualTo(spec);
      } catch (VmSpecException e) {
        refusals++;
      }
    }
    assertThat(refusals).isGreaterThan(10_000);
  }

  private static void refused(String text, String reason) {
    assertThatThrownBy(() -> VmSpecCodec.decode(text))
        .isInstanceOf(VmSpecException.class)
        .hasMessageContaining(reason);
  }
}
