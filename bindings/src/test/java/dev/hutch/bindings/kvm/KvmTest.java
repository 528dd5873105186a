package dev.hutch.bindings.kvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.MemoryMap;
import dev.hutch.bindings.posix.PosixException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(named = "hutch.tests.kvm", matches = "off")
class KvmTest {
  @Test
  void answersForItsCapabilities() {
    try (Kvm kvm = Kvm.open();
        KvmVm vm = kvm.createVm()) {
      assertThat(kvm.checkExtension(KvmCapability.USER_MEMORY)).isPositive();
      assertThat(kvm.checkExtension(KvmCapability.MAX_VCPUS)).isPositive();
      assertThat(vm.checkExtension(KvmCapability.IMMEDIATE_EXIT)).isEqualTo(1);
      assertThat(kvm.checkExtension(999_999)).isZero();
    }
  }

  @Test
  void cpuidOfTheHostCanBeShownToAGuest() {
    try (Kvm kvm = Kvm.open();
        KvmVm vm = kvm.createVm();
        KvmVcpu vcpu = vm.createVcpu(0)) {
      X86Cpuid cpuid = kvm.supportedCpuid();
      assertThat(cpuid.find(0, 0).orElseThrow().eax()).isGreaterThanOrEqualTo(1);

      vcpu.setCpuid(cpuid);
    }
  }

  @Test
  void refusesOverlappingMemoryAndTakesItOnceTheOtherIsRemoved() {
    try (Kvm kvm = Kvm.open();
        KvmVm vm = kvm.createVm();
        MemoryMap memory = MemoryMap.anonymous(4096)) {
      vm.setMemory(0, 0, memory.segment(), 0);
      assertThatThrownBy(() -> vm.setMemory(1, 0, memory.segment(), 0))
          .isInstanceOfSatisfying(
              PosixException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
          .hasMessageContaining("KVM_SET_USER_MEMORY_REGION");

      vm.removeMemory(0);
      vm.setMemory(1, 0, memory.segment(), 0);
    }
  }

  @Test
  void interruptControllersAreMadeBeforeProcessors() {
    try (Kvm kvm = Kvm.open();
        KvmVm vm = kvm.createVm()) {
      vm.setTssAddress(0xfffb_d000L);
      vm.createIrqchip();
      assertThatThrownBy(vm::createIrqchip).hasMessageContaining("EEXIST");
    }
  }

  @Test
  void saysWhatIsWrongWithADeviceThatIsNotKvm() {
    assertThatThrownBy(() -> Kvm.open(Path.of("/dev/null"))).hasMessageContaining("ENOTTY");
    assertThatThrownBy(() -> Kvm.open(Path.of("/dev/no-kvm")))
        .hasMessageContaining("/dev/no-kvm")
        .hasMessageContaining("ENOENT");
  }
}
