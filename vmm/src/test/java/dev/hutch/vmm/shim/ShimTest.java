package dev.hutch.vmm.shim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.Specs;
import dev.hutch.vmm.spec.VmSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShimTest {
  private static final ExitStatus FAILED = new ExitStatus(ExitStatus.Kind.EXITED, 1);
  private static final ExitStatus ENDED = new ExitStatus(ExitStatus.Kind.EXITED, 0);

  @Test
  void saysThatItIsWarmAndEndsWithItsOwner() {
    try (ShimProcess shim = new ShimProcess("box-1")) {
      assertThat(shim.untilWarm())
          .satisfiesExactly(
              main -> assertThat(main).isInstanceOf(ControlMessage.Phase.class),
              linked -> assertThat(linked).isInstanceOf(ControlMessage.Phase.class),
              warm -> assertThat(warm).isEqualTo(new ControlMessage.Warm()));
      shim.leave();
      assertThat(shim.exit()).isEqualTo(ENDED);
    }
  }

  @Test
  void saysWhatIsWrongWithItsArguments() {
    fails(Phases.MAIN, "box: 'a/b' is not", "a/b");
    fails(Phases.MAIN, "option --what: unknown", "--what", "ever", "box-1");
    fails(Phases.MAIN, "option --engine: unknown, or its value is missing", "--engine", "box-1");
    fails(Phases.MAIN, "the box id is missing");
    fails(
        Phases.LINKED,
        "libkrun at /nonexistent/libkrun.so cannot be loaded",
        "--engine",
        "libkrun",
        "--libkrun",
        "/nonexistent/libkrun.so",
        "box-1");
  }

  @Test
  void refusesAConfigurationThatIsNotItsOwn() {
    refuses("another message came", ControlEncoder.warm(), 0);
    refuses("unknown kind 'nonsense'", "nonsense".getBytes(UTF_8), 0);
    refuses("6 came with a specification that names 7", ControlEncoder.config(Specs.plain()), 6);
    try (ShimProcess shim = new ShimProcess("box-10")) {
      shim.send(ControlEncoder.config(Specs.plain()), 7);
      assertThat(failure(shim).message()).contains("'box-1' is not this shim's, which is 'box-10'");
    }
  }

  @Test
  void saysThatQemuIsNotThereOrDidNotStart() {
    try (ShimProcess shim = new ShimProcess("box-1")) {
      shim.send(ControlEncoder.config(withQemu("/nonexistent/qemu")), 7);
      ControlMessage.Failed failed = failure(shim);
      assertThat(failed.phase()).isEqualTo(Phases.HELLO);
      assertThat(failed.message())
          .contains("QEMU at /nonexistent/qemu cannot be started", "ENOENT");
      assertThat(shim.exit()).isEqualTo(FAILED);
    }
    try (ShimProcess shim = new ShimProcess("box-1")) {
      shim.send(ControlEncoder.config(withQemu("/bin/ls")), 7);
      ControlMessage.Failed failed = failure(shim);
      assertThat(failed.phase()).isEqualTo(Phases.HELLO);
      assertThat(failed.message())
          .contains("the guest ended before its agent greeted; its console ends with:\n/bin/ls");
      assertThat(shim.exit()).isEqualTo(FAILED);
    }
  }

  private static VmSpec withQemu(String path) {
    VmSpec plain = Specs.plain();
    return new VmSpec(
        plain.boxId(),
        plain.hostName(),
        plain.engine(),
        plain.vcpus(),
        plain.memoryMib(),
        plain.kernel(),
        plain.disks(),
        plain.descriptors(),
        EngineFiles.emulated(Path.of(path), null),
        plain.detached(),
        plain.helloTimeout());
  }

  private static void refuses(String reason, byte[] message, int descriptors) {
    try (ShimProcess shim = new ShimProcess("box-1")) {
      shim.send(message, descriptors);
      ControlMessage.Failed failed = failure(shim);
      assertThat(failed.phase()).isEqualTo(Phases.CONFIGURED);
      assertThat(failed.message()).contains(reason);
      assertThat(shim.exit()).isEqualTo(FAILED);
    }
  }

  private static void fails(String phase, String reason, String... arguments) {
    try (ShimProcess shim = new ShimProcess(arguments)) {
      ControlMessage.Failed failed = failure(shim);
      assertThat(failed.phase()).isEqualTo(phase);
      assertThat(failed.message()).contains(reason);
      assertThat(shim.exit()).isEqualTo(FAILED);
    }
  }

  private static ControlMessage.Failed failure(ShimProcess shim) {
    List<ControlMessage> messages = shim.untilEnd();
    assertThat(messages).last().isInstanceOf(ControlMessage.Failed.class);
    return (ControlMessage.Failed) messages.getLast();
  }
}
