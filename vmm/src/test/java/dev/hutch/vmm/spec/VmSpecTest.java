package dev.hutch.vmm.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VmSpecTest {
  private final VmSpec plain = Specs.plain();

  @Test
  void refusesProcessorsAndMemoryThatNoEngineHas() {
    refused(() -> with(0, 256), "vcpus: 0 is not within 1..16");
    refused(() -> with(17, 256), "vcpus: 17 is not within 1..16");
    refused(() -> with(1, 127), "memory in MiB: 127 is not within 128..1048576");
    refused(() -> with(1, Integer.MIN_VALUE), "memory in MiB: -2147483648");
  }

  @Test
  void refusesBoxIdsThatCouldBeMistakenForSomethingElse() {
    for (String id :
        List.of("", "-box", "Box", "a/b", "a\nb", "a\0b", "a'b", "a\"b", "..", "a b", "ä")) {
      refused(() -> new BoxId(id), "box: '");
    }
    refused(() -> new BoxId("a".repeat(64)), "1..63");
    assertThat(new BoxId("a".repeat(63)).text()).hasSize(63);
  }

  @Test
  void refusesHostNamesThatTheAgentWouldNotTake() {
    String text = VmSpecCodec.encode(plain);
    for (String name : List.of("", "a_b", "a b", "ä", "a".repeat(64))) {
      String changed = text.replace("hostname=box-1\n", "hostname=" + name + "\n");
      refused(() -> VmSpecCodec.decode(changed), "hostname: '");
    }
  }

  @Test
  void refusesMoreDisksThanThereAreDevices() {
    List<Disk> disks = new ArrayList<>();
    for (int i = 0; i < VmSpec.MAX_DISKS; i++) {
      disks.add(new Disk("d" + i, true, 10 + i));
    }
    assertThat(withDisks(disks).disks()).hasSize(7);
    disks.add(new Disk("one-more", true, 30));
    refused(() -> withDisks(disks), "8 are not within 1..7 (11 virtio devices less 4");
    refused(() -> withDisks(List.of()), "0 are not within 1..7");
  }

  @Test
  void refusesTwoDisksOfOneNameAndTwoUsesOfOneDescriptor() {
    refused(
        () -> withDisks(List.of(new Disk("a", true, 2), new Disk("a", true, 3))),
        "'a' is given to two");
    refused(
        () -> withDisks(List.of(new Disk("a", true, 2), new Disk("b", true, 2))),
        "index 2 is used twice");
    refused(() -> withDisks(List.of(new Disk("a", true, 1))), "index 1 is used twice");
    refused(() -> new Disk("a", true, -1), "-1 is not within 0..252");
    refused(() -> new Disk("a", true, 253), "253 is not within 0..252");
    refused(() -> new Descriptors(0, 1, 2, 3, -1, -1), "writing end: -1");
    refused(() -> new Descriptors(0, 1, 2, -1, -1, -2), "journal: -2 is not within 0..252");
    String text = VmSpecCodec.encode(plain);
    refused(
        () -> VmSpecCodec.decode(text.replace("journal.fd=-1", "journal.fd=6")),
        "index 6 is used twice");
  }

  @Test
  void refusesCommandLinesThatAreTooLongOrCouldBeQuoted() {
    assertThat(new Kernel(0, "a".repeat(Kernel.MAX_COMMAND_LINE)).descriptor()).isZero();
    refused(() -> new Kernel(0, "a".repeat(Kernel.MAX_COMMAND_LINE + 1)), "1520 characters");
    refused(() -> new Kernel(0, ""), "0 characters");
    refused(() -> new Kernel(0, "a\"b"), "character 34 at position 1");
    refused(() -> new Kernel(0, "ab\n"), "character 10 at position 2");
    refused(() -> new Kernel(0, "é"), "character 233 at position 0");
  }

  @Test
  void refusesAnEngineWithoutItsFilesAndPathsThatDependOnTheDirectory() {
    EngineFiles none = new EngineFiles(null, null, null, null);
    refused(() -> with(EngineKind.LIBKRUN, none), "needs the path of libkrun.so");
    refused(() -> with(EngineKind.EMULATED, none), "needs the path of QEMU");
    refused(() -> EngineFiles.libkrun(Path.of("libkrun.so")), "'libkrun.so' is not an absolute");
    refused(() -> EngineFiles.libkrun(Path.of("/a\nb")), "control character at position 2");
  }

  @Test
  void refusesTimeoutsThatNobodyCanMean() {
    for (Duration timeout :
        List.of(Duration.ZERO, Duration.ofMillis(99), Duration.ofHours(2), Duration.ofNanos(-1))) {
      refused(() -> with(timeout), "hello timeout");
    }
    refused(() -> with(Duration.ofSeconds(1, 1)), "whole milliseconds");
  }

  @Test
  void countsTheDescriptorsThatHaveToCome() {
    assertThat(plain.descriptorCount()).isEqualTo(7);
    assertThat(withDisks(List.of(new Disk("a", true, 200))).descriptorCount()).isEqualTo(201);
  }

  private VmSpec with(int vcpus, int memoryMib) {
    return new VmSpec(
        plain.boxId(),
        plain.hostName(),
        plain.engine(),
        vcpus,
        memoryMib,
        plain.kernel(),
        plain.disks(),
        plain.descriptors(),
        plain.files(),
        false,
        plain.helloTimeout());
  }

  private VmSpec withDisks(List<Disk> disks) {
    return new VmSpec(
        plain.boxId(),
        plain.hostName(),
        plain.engine(),
        1,
        256,
        plain.kernel(),
        disks,
        plain.descriptors(),
        plain.files(),
        false,
        plain.helloTimeout());
  }

  private VmSpec with(EngineKind engine, EngineFiles files) {
    return new VmSpec(
        plain.boxId(),
        plain.hostName(),
        engine,
        1,
        256,
        plain.kernel(),
        plain.disks(),
        plain.descriptors(),
        files,
        false,
        plain.helloTimeout());
  }

  private VmSpec with(Duration timeout) {
    return new VmSpec(
        plain.boxId(),
        plain.hostName(),
        plain.engine(),
        1,
        256,
        plain.kernel(),
        plain.disks(),
        plain.descriptors(),
        plain.files(),
        false,
        timeout);
  }

  private static void refused(ThrowingCallable construction, String reason) {
    assertThatThrownBy(construction)
        .isInstanceOf(VmSpecException.class)
        .hasMessageContaining(reason);
  }
}
