package dev.hutch.vmm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.vmm.spec.Specs;
import dev.hutch.vmm.spec.VmSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmulatedCommandTest {
  @Test
  void givesQemuTheWholeMachineByDescriptorNumbers() {
    List<String> arguments = EmulatedCommand.arguments(Specs.plain(), null);

    assertThat(arguments)
        .containsSequence("-name", "box-1")
        .containsSequence("-smp", "1")
        .containsSequence("-m", "256M")
        .containsSequence("-kernel", "/proc/self/fd/4")
        .containsSequence("-append", Specs.plain().kernel().commandLine())
        .containsSequence("-device", "virtio-blk-device,drive=disk0,serial=agent")
        .containsSequence("-device", "virtserialport,chardev=agent,name=hutch.agent")
        .doesNotContain("-L");
    assertThat(arguments.toString())
        .contains("readonly=on,id=disk0,file=/dev/fdset/7")
        .contains("readonly=on,id=disk1,file=/dev/fdset/8")
        .contains("readonly=off,id=disk2,file=/dev/fdset/9");
    assertThat(EmulatedCommand.arguments(Specs.plain(), Path.of("/usr/share/qemu")))
        .containsSequence("-L", "/usr/share/qemu");
  }

  @Test
  void keepsTheDisksInTheGuestsOrder() {
    List<String> arguments = EmulatedCommand.arguments(Specs.plain(), null);
    assertThat(arguments)
        .filteredOn(argument -> argument.startsWith("virtio-blk-device"))
        .containsExactly(
            "virtio-blk-device,drive=disk0,serial=agent",
            "virtio-blk-device,drive=disk1,serial=image",
            "virtio-blk-device,drive=disk2,serial=box");
  }

  @Test
  void letsNoValueBecomeAnOptionOrReachTheHost() {
    Random random = new Random(31);
    for (int i = 0; i < 500; i++) {
      VmSpec spec = Specs.random(random);
      List<String> arguments = EmulatedCommand.arguments(spec, null);
      int append = arguments.indexOf("-append") + 1;
      assertThat(arguments.get(append)).isEqualTo(spec.kernel().commandLine());
      assertThat(arguments)
          .filteredOn(argument -> argument.startsWith("virtio-blk-device"))
          .allMatch(argument -> argument.chars().filter(c -> c == ',').count() == 2);
      assertThat(arguments).containsSequence("-nodefaults", "-no-user-config");
      assertThat(arguments).doesNotContain("-netdev", "-nic", "-monitor", "-qmp", "-incoming");
    }
  }
}
