package dev.hutch.jailer.bwrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.supervisor.ShimProcess;
import dev.hutch.jailer.supervisor.Supervisor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmulatorFilesTest {
  private static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");

  @Test
  void areAllThatAMachineWithoutAKernelNeeds() {
    List<String> command =
        List.of(
            QEMU.toString(),
            "-machine",
            "microvm,acpi=off,x-option-roms=off,isa-serial=off",
            "-accel",
            "tcg",
            "-cpu",
            "max",
            "-nodefaults",
            "-no-user-config",
            "-display",
            "none",
            "-no-reboot",
            "-qmp",
            "stdio",
            "-name");
    BoxId box = StandIn.freshId();
    JailSpec spec =
        JailSpec.of(box, command).withReadOnly(EmulatorFiles.of(QEMU, new SharedLibraries()));

    try (Supervisor supervisor = new Supervisor();
        ShimProcess qemu = supervisor.start(StandIn.BUBBLEWRAP, spec)) {
      say(qemu, "{\"execute\":\"qmp_capabilities\"}{\"execute\":\"quit\"}");

      assertThat(qemu.awaitExit(StandIn.LONG)).isTrue();
      assertThat(qemu.onExit().join().isSuccess()).as(qemu.logTail()).isTrue();
      assertThat(qemu.logTail()).contains("SHUTDOWN");
    }
  }

  /** One message for each byte: QEMU reads byte by byte, and what is left of a message is lost. */
  private static void say(ShimProcess qemu, String text) {
    for (byte letter : text.getBytes(UTF_8)) {
      assertThat(qemu.control().send(new byte[] {letter}, List.of())).isTrue();
    }
  }
}
