package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.kvm.X86Registers.Register;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Real guests on the real KVM: without /dev/kvm these fail, unless switched off by name. */
@DisabledIfSystemProperty(named = "hutch.tests.kvm", matches = "off")
// In a thread of its own: native calls do not react to the interrupt of a time-out.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class GuestTest {
  private static final int SERIAL = 0x3f8;

  @Test
  void realModeGuestComputesAndReportsThroughAPort() {
    // mov cx,100; xor ax,ax; again: add ax,cx; dec cx; jnz again; mov dx,3f8h; out dx,ax; hlt
    try (Guest guest = Guest.real("b96400 31c0 01c8 49 75fb baf803 ef f4")) {
      VcpuExit.Io io = io(guest);

      assertThat(io.out()).isTrue();
      assertThat(io.port()).isEqualTo(SERIAL);
      assertThat(io.size()).isEqualTo(2);
      assertThat(io.count()).isEqualTo(1);
      assertThat(io.data().get(JAVA_SHORT, 0)).isEqualTo((short) 5050);
      assertThat(guest.vcpu.run()).isEqualTo(new VcpuExit.Hlt());
    }
  }

  @Test
  void longModeGuestComputesWith64BitsAndReportsThroughAPort() {
    // mov rcx,100000; xor rax,rax; again: add rax,rcx; dec rcx; jnz again; mov rbx,rax
    // mov dx,3f8h; out dx,eax; shr rbx,32; mov eax,ebx; out dx,eax; hlt
    String code = "48c7c1a0860100 4831c0 4801c8 48ffc9 75f8 4889c3 66baf803 ef 48c1eb20 89d8 ef f4";
    try (Guest guest = Guest.longMode(code)) {
      long low = Integer.toUnsignedLong(io(guest).data().get(JAVA_INT, 0));
      long high = Integer.toUnsignedLong(io(guest).data().get(JAVA_INT, 0));

      assertThat(high << 32 | low).isEqualTo(5_000_050_000L);
      assertThat(guest.vcpu.run()).isEqualTo(new VcpuExit.Hlt());
      assertThat(guest.vcpu.registers().get(Register.RCX)).isZero();
    }
  }

  @Test
  void guestReceivesWhatTheHostPutsIntoAnIoExit() {
    // mov dx,3f8h; in al,dx; add al,2; out dx,al; hlt
    try (Guest guest = Guest.real("baf803 ec 0402 ee f4")) {
      VcpuExit.Io in = io(guest);
      assertThat(in.out()).isFalse();
      in.data().set(JAVA_BYTE, 0, (byte) 40);

      assertThat(io(guest).data().get(JAVA_BYTE, 0)).isEqualTo((byte) 42);
    }
  }

  @Test
  void guestAndHostShareMemory() {
    // mov al,[9000h]; inc al; mov [9001h],al; hlt
    try (Guest guest = Guest.real("a00090 fec0 a20190 f4")) {
      guest.memory.segment().set(JAVA_BYTE, 0x9000, (byte) 6);

      assertThat(guest.vcpu.run()).isEqualTo(new VcpuExit.Hlt());
      assertThat(guest.memory.segment().get(JAVA_BYTE, 0x9001)).isEqualTo((byte) 7);
    }
  }

  @Test
  void touchingAnAddressWithoutMemoryIsAnExit() {
    // mov rbx,200000h+8; mov qword [rbx],rbx; mov rax,[rbx]; hlt
    try (Guest guest = Guest.longMode("48c7c308002000 48891b 488b03 f4")) {
      VcpuExit.Mmio write = (VcpuExit.Mmio) guest.vcpu.run();
      assertThat(write.write()).isTrue();
      assertThat(write.address()).isEqualTo(0x200008);
      assertThat(write.data().get(JAVA_LONG, 0)).isEqualTo(0x200008);

      VcpuExit.Mmio read = (VcpuExit.Mmio) guest.vcpu.run();
      assertThat(read.write()).isFalse();
      read.data().set(JAVA_LONG, 0, 0x1122334455667788L);

      assertThat(guest.vcpu.run()).isEqualTo(new VcpuExit.Hlt());
      assertThat(guest.vcpu.registers().get(Register.RAX)).isEqualTo(0x1122334455667788L);
    }
  }

  @Test
  void faultWithoutHandlersShutsTheGuestDown() {
    // ud2
    try (Guest guest = Guest.longMode("0f0b")) {
      assertThat(guest.vcpu.run()).isEqualTo(new VcpuExit.Shutdown());
    }
  }

  @Test
  void immediateExitKeepsTheGuestFromRunning() {
    try (Guest guest = Guest.real("f4")) {
      guest.vcpu.setImmediateExit(true);
      assertThat(guest.vcpu.run()).isEqualTo(VcpuExit.INTERRUPTED);

      guest.vcpu.setImmediateExit(false);
      assertThat(guest.vcpu.run()).isEqualTo(new VcpuExit.Hlt());
    }
  }

  @Test
  void statisticsCountWhatTheGuestDid() {
    // mov dx,3f8h; out dx,al; out dx,al; out dx,al; hlt
    try (Guest guest = Guest.real("baf803 ee ee ee f4");
        KvmStats vcpu = guest.vcpu.stats();
        KvmStats vm = guest.vm.stats()) {
      long before = vcpu.read("exits").orElseThrow().value();
      for (int i = 0; i < 3; i++) {
        assertThat(io(guest).port()).isEqualTo(SERIAL);
      }

      KvmStat exits = vcpu.read("exits").orElseThrow();
      assertThat(exits.value()).isGreaterThan(before);
      assertThat(exits.type()).isEqualTo(KvmStat.Type.CUMULATIVE);
      assertThat(exits.unit()).isEqualTo(KvmStat.Unit.NONE);
      KvmStat time = vcpu.read("halt_poll_success_ns").orElseThrow();
      assertThat(time.unit()).isEqualTo(KvmStat.Unit.SECONDS);
      assertThat(time.base()).isEqualTo(10);
      assertThat(time.exponent()).isEqualTo(-9);
      assertThat(vcpu.read())
          .anySatisfy(s -> assertThat(s.type()).isEqualTo(KvmStat.Type.LOG_HISTOGRAM));
      assertThat(vcpu.id()).endsWith("/vcpu-0");
      assertThat(vm.id()).startsWith("kvm-");
      assertThat(vm.read()).extracting(KvmStat::name).contains("remote_tlb_flush");
    }
  }

  private static VcpuExit.Io io(Guest guest) {
    return (VcpuExit.Io) guest.vcpu.run();
  }
}
